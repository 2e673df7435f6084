"""Tables, named queries and the database. Constraints get predictable names, so that migrations can name them."""

from sqlmodel import SQLModel

# Tables don't validate: pydantic builds what would do so if somebody ever asks, not at every start.
SQLModel.model_config["defer_build"] = True

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
