"""`book prove`: what holds in every case, worked out by Z3 over the same trees that decide."""
