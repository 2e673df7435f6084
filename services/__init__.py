"""Use-cases: one function a verb, inside the caller's transaction. The only place where rules meet rows."""
