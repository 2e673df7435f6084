"""Pure rules and frozen values: what a loop may do, who owes what, who may see what. No I/O."""
