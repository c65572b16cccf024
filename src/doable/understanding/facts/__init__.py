"""What a message states: numbers of orders and machines, the state of things, the params of an ask."""
