"""The lists: whom somebody owes words first, narrowed, searched, counted."""

from datetime import timedelta

from world import World

from bot.services.desk import hold, inbox, talk
from bot.services.desk.inbox import Filters

COMPLAINT = ("salam", "1", "mujhe shikayat karni hai")
A, B, C = "+923000000651", "+923000000652", "+923000000653"


def ids(world: World, view: inbox.View = "waiting", agent_id: int = 0, **filters: str) -> list[int]:
    return [row.id for row in world.desk.rows(view, agent_id=agent_id, **filters)]


def test_who_has_waited_longest_comes_first_and_is_late_after_the_promised_time(
    either_world, waiting
) -> None:
    world = either_world
    _, first = waiting(world, number=A)
    world.later(minutes=10)
    _, second = waiting(world, number=B)
    assert ids(world) == [first, second]
    oldest = world.desk.rows()[0]
    assert oldest.waits_since is not None and oldest.due_at is not None
    assert oldest.due_at - oldest.waits_since == world.context.desk.first_response


def test_an_answer_ends_the_wait_and_the_next_words_begin_another(either_world, waiting) -> None:
    world, agent = either_world, either_world.agent()
    phone, number = waiting(world, number=A)
    world.desk.take(number, agent)
    world.desk.reply(number, agent, "Ji?")
    assert world.desk.rows("mine", agent_id=agent)[0].waits_since is None
    phone.says("meri qist")
    began = world.desk.rows("mine", agent_id=agent)[0]
    world.later(minutes=3)
    phone.says("suniye")
    again = world.desk.rows("mine", agent_id=agent)[0]
    assert began.waits_since is not None and again.waits_since == began.waits_since
    assert began.due_at == world.context.desk.after(began.waits_since, world.context.desk.next_response)


def test_messages_in_the_night_are_due_in_the_morning(either_world, waiting) -> None:
    world = either_world
    world.now = world.now.replace(hour=17)  # ten in the evening in Karachi
    waiting(world, number=A)
    (row,) = world.desk.rows()
    assert row.due_at is not None and row.due_at - world.now > timedelta(hours=10)


def test_every_conversation_stands_under_the_tabs_that_fit_it(either_world, waiting) -> None:
    world, agent, other = either_world, either_world.agent(), either_world.agent("bilal")
    (_, queued), (_, mine), (_, theirs) = (waiting(world, number=one) for one in (A, B, C))
    world.desk.take(mine, agent)
    world.desk.take(theirs, other)
    assert (ids(world), ids(world, "mine", agent), ids(world, "mine", other)) == ([queued], [mine], [theirs])
    assert sorted(ids(world, "all")) == sorted([queued, mine, theirs])
    hold.snooze(world.context, conversation_id=mine, agent_id=agent, until=world.now + timedelta(hours=1))
    assert ids(world, "mine", agent) == [] and ids(world, "snoozed", agent) == [mine]
    assert ids(world, "closed") == []
    world.desk.hand_back(theirs, other)
    assert ids(world, "closed") == [theirs]
    listed = inbox.listed(world.context, view="waiting", agent_id=agent, filters=Filters(), now=world.now)
    assert listed.counts == {"waiting": 1, "mine": 0, "snoozed": 1}


def test_narrowed_by_reason_language_and_channel(either_world, waiting) -> None:
    world = either_world
    _, asked = waiting(world, number=A)
    _, complains = waiting(world, number=B, channel="whatsapp", words=COMPLAINT)
    assert (ids(world, reason="asked"), ids(world, reason="complaint")) == ([asked], [complains])
    assert (ids(world, channel="whatsapp"), ids(world, channel="sms")) == ([complains], [asked])
    assert (
        sorted(ids(world, language="ur-Latn")) == sorted([asked, complains])
        and ids(world, language="ur") == []
    )


def test_found_by_any_part_of_a_number_and_by_words(either_world, waiting) -> None:
    world = either_world
    phone, number = waiting(world, number=A)
    waiting(world, number=B)
    phone.says("fridge ka 50% paisa_wapas")
    for search in ("0300 0000651", "+92 300 0000651", "0000651", "paisa_wapas", "50%", "FRIDGE"):
        assert ids(world, "all", search=search) == [number], search
    for search in ("fridge_ka", "5%%0", "9999999", "no such thing"):
        assert ids(world, "all", search=search) == [], search


def test_unread_until_somebody_has_looked(either_world, waiting) -> None:
    world, agent = either_world, either_world.agent()
    phone, number = waiting(world, number=A)
    talk.opened(world.context, conversation_id=number, agent_id=agent)
    phone.says("aik")
    phone.says("do")
    assert [row.unread for row in world.desk.rows(agent_id=agent)] == [2]
    talk.version(world.context, conversation_id=number, agent_id=agent)
    assert [row.unread for row in world.desk.rows(agent_id=agent)] == [0]


def test_the_version_changes_with_news_and_only_then(either_world, waiting) -> None:
    world, agent = either_world, either_world.agent()
    phone, number = waiting(world, number=A)
    before = inbox.version(world.context, now=world.now)
    assert inbox.version(world.context, now=world.now) == before
    for happens in (lambda: phone.says("aik"), lambda: world.desk.take(number, agent)):
        happens()
        after = inbox.version(world.context, now=world.now)
        assert after != before
        before = after


def test_long_lists_come_a_page_at_a_time(world, waiting, monkeypatch) -> None:
    numbers = [waiting(world, number=f"+92300000066{n}")[1] for n in range(5)]
    monkeypatch.setattr("bot.store.inbox.PAGE", 2)
    pages = [
        inbox.listed(world.context, view="waiting", agent_id=0, filters=Filters(), now=world.now, page=page)
        for page in range(3)
    ]
    assert [row.id for page in pages for row in page.rows] == numbers
    assert [page.more for page in pages] == [True, True, False]


def test_a_thank_you_waits_for_nobody(either_world, waiting) -> None:
    world, agent = either_world, either_world.agent()
    phone, number = waiting(world, number=A)
    world.desk.reply(number, agent, "Ho gaya")
    phone.says("shukriya")
    assert world.desk.rows("mine", agent_id=agent)[0].waits_since is None
