import itertools

from bot.channels.ranks import RANK, advances


def test_whatever_the_order_the_furthest_state_stays():
    for reports in itertools.permutations(("queued", "sent", "delivered", "read")):
        state = "queued"
        for new in reports:
            state = new if advances(current=state, new=new) else state
        assert state == "read"


def test_a_delivery_is_believed_over_a_failure_and_not_the_other_way_round():
    assert advances(current="undelivered", new="delivered")
    assert not advances(current="delivered", new="failed")


def test_a_state_we_have_never_heard_of_moves_nothing():
    assert not any(advances(current=state, new="teleported") for state in RANK)
