"""The living record: the rules of the forms that add and correct what a store holds."""
