"""`book diff`: what two books say differently, and which cases they decide differently."""
