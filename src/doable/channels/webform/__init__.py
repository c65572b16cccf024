"""The page where anybody writes to the company, without signing in."""
