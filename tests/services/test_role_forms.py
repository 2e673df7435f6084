"""What the form of a role begins with."""

from datetime import time

import pytest

from domain.refusals import Invalid, NotAllowed
from services import home, playbooks, roles
from tests.fakes.company import HIRING, LISBON, Company, backend, role_form


async def test_the_form_says_when_an_older_role_of_the_channel_has_its_digest_posted(company: Company) -> None:
    assert (await company.read(roles.choice, None, HIRING)).digest_already is None
    oldest = await company.open_role(digest_time=time(8, 15))
    assert (await company.read(roles.choice, None, HIRING)).digest_already == (time(8, 15), LISBON)
    assert (await company.read(roles.choice, None, "CELSEWHERE")).digest_already is None
    newer = await company.open_role(title="Second")
    assert (await company.read(roles.choice, newer)).digest_already == (time(8, 15), LISBON)
    assert (await company.read(roles.choice, oldest)).digest_already is None


async def test_the_form_for_a_new_role_begins_with_the_askers_zone(company: Company) -> None:
    choice = await company.read(roles.choice)
    assert (choice.zone, choice.recruiter, choice.role) == (LISBON, "URITA", None)
    assert choice.playbooks == (("backend", "Backend developer"),)
    with pytest.raises(NotAllowed):
        await company.read(roles.choice, by="UINES")


async def test_the_form_of_a_role_holds_its_values(company: Company) -> None:
    role = await company.open_role()
    before = await company.read(roles.choice, role)
    await company.add_candidate(role=role)
    after = await company.read(roles.choice, role)
    assert (before.title, before.digest_time, before.channel) == ("Backend developer", time(9, 30), HIRING)
    assert (before.has_loops, after.has_loops) == (False, True)


async def test_a_playbook_whose_file_is_gone_is_offered_for_no_new_role_and_those_that_have_it_go_on(
    company: Company,
) -> None:
    older = await company.open_role()
    ours, changed = backend(), backend().playbook.model_copy(update={"key": "frontend"})
    first = (ours.playbook.key, ours.playbook.name, ours.hash, ours.playbook.to_json())
    second = ("frontend", "Frontend developer", "e" * 64, changed.to_json())
    await company.perform(playbooks.store, [second], by="")  # what the folder holds at this start
    choice = await company.read(roles.choice)
    assert choice.playbooks == (("frontend", "Frontend developer"),)
    assert {skill.playbook for skill in choice.skills} == {"frontend"}
    with pytest.raises(Invalid, match="not loaded any more"):
        await company.open_role(title="Second")
    newer = await company.open_role(title="Second", playbook="frontend")
    with pytest.raises(Invalid, match="not loaded any more"):
        await company.perform(roles.edit, role_form(role=newer, title="Second"))
    mine = await company.read(roles.choice, older)
    assert mine.playbooks == (("backend", "Backend developer"), ("frontend", "Frontend developer"))
    await company.perform(roles.edit, role_form(role=older, title="Backend engineer"))
    await company.add_candidate(role=older, name="Maya Lind", email="maya@example.com")
    assert [pipeline.role.title for pipeline in (await company.read(home.home)).pipelines] == [
        "Backend engineer",
        "Second",
    ]
    await company.perform(playbooks.store, [first, second], by="")  # the file is back
    assert len((await company.read(roles.choice)).playbooks) == 2
