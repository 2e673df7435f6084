"""How families of roles are hired, as YAML, and the loader that reads and checks it."""
