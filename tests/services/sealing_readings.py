"""What everybody reads of a loop in every way, held against what the model says they may."""

from tests.fakes.company import Company
from tests.services import read_paths
from tests.services.sealing_model import READERS, Given, Seen


async def nothing_sealed_is_read(company: Company, loop: int, seen: Seen) -> None:
    hidden = {reader: seen.forbidden(reader) for reader in READERS}
    for reader, where, text in await read_paths.read_by_each(company, loop, *READERS):
        assert_hidden(text, hidden[reader], where, reader)
    for reader in READERS:
        read = await company.read(read_paths.verdicts, loop, "culture", by=reader)
        if read.page is not None:
            rated, voted = read.page
            assert rated == seen.reads(reader), f"{reader} reads the ratings that they may"
            assert voted == of_others(seen.votes_here(reader), reader), f"{reader} reads the votes that they may"
        assert (read.record is not None) is seen.has_record(reader), f"{reader} reads the record if they may"
        if read.record is not None:
            rated, voted, kept = read.record
            shadows = {(one.number, member) for one in seen.rounds.values() for member in one.shadows}
            assert rated == seen.reads(reader) - shadows, f"{reader}: the ratings in the record"
            assert voted == of_others(seen.votes_recorded(reader), reader), f"{reader}: the votes in the record"
            assert kept == of_others(seen.votes_decided_on(reader), reader), f"{reader}: the votes decided on"


async def nothing_sealed_is_said(company: Company, seen: Seen) -> None:
    for post, text in await company.read(lambda work: list(read_paths.messages(work))):
        audience = [post.member_id] if post.member_id else post.people.split(",") if post.people else READERS
        for reader in audience:
            assert_hidden(text, seen.forbidden(reader), f"message {post.kind}", reader)
    kept = await company.read(read_paths.kept_without_words)
    assert_hidden(kept, seen.forbidden(""), "rows", "anybody")


def of_others(votes: set[Given], reader: str) -> set[Given]:
    return {vote for vote in votes if vote[2] != reader}


def assert_hidden(text: str, hidden: list[str], where: str, reader: str) -> None:
    assert [word for word in hidden if word in text] == [], f"{reader} reads it in: {where}"
