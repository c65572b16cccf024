"""`doable book`: the policy owner's tools, one file a command."""
