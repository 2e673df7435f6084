"""One modal each, made from a read-model. `given` is what the asker has typed already, when a form is shown again."""
