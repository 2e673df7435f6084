"""What people fill in around a debrief, parsed and still to be judged, as `forms` has it for the rest."""

from domain.form_text import form


@form
class VoteForm:
    """One's own vote. `stage` and `round` as the form was opened for; `again`: it is the one after the talk."""

    loop: int
    stage: str
    round: int
    vote: str
    """A `scorecards.Recommendation`; empty where nothing was chosen."""
    again: bool = False
    note: str = ""
