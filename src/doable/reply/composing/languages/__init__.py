"""How each language writes dates, amounts, lists, and who does what."""
