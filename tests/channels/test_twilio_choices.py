import json
import threading

import pytest

from bot.channels.ports import Button, Outgoing, SendFailed
from tests.channels.test_twilio_carrier import connected
from tests.fakes.twilio import FakeTwilio

YES_NO = (Button("yes", "جی ہاں"), Button("no", "نہیں"))


@pytest.fixture
def twilio():
    with FakeTwilio() as fake:
        yield fake


def chat(text="Theek hai?", buttons=YES_NO, address="+923001234567"):
    return Outgoing(id=1, channel="whatsapp", address=address, text=text, buttons=buttons)


def buttons(count, title="Plan {}"):
    return tuple(Button(f"plan-{number}", title.format(number)) for number in range(1, count + 1))


def types(twilio):
    return [next(iter(content["types"])) for content in twilio.contents]


def test_up_to_three_choices_are_buttons(twilio):
    connected(twilio.url).send(chat())

    (content,) = twilio.contents
    assert content["types"]["twilio/quick-reply"] == {
        "body": "{{1}}",
        "actions": [
            {"type": "QUICK_REPLY", "title": "جی ہاں", "id": "yes"},
            {"type": "QUICK_REPLY", "title": "نہیں", "id": "no"},
        ],
    }
    (message,) = twilio.messages
    assert "Body" not in message.params
    assert message.params["ContentSid"] == content["sid"]
    assert json.loads(message.params["ContentVariables"]) == {"1": "Theek hai?"}
    assert message.body == "Theek hai?"


def test_up_to_ten_choices_are_a_list(twilio):
    connected(twilio.url).send(chat(buttons=buttons(10)))

    (content,) = twilio.contents
    picker = content["types"]["twilio/list-picker"]
    assert [item["id"] for item in picker["items"]] == [button.payload for button in buttons(10)]
    assert len(picker["button"]) <= 20


def test_a_title_too_long_for_a_button_makes_a_list(twilio):
    connected(twilio.url).send(chat(buttons=(Button("a", "a" * 21), Button("b", "b"))))

    assert types(twilio) == ["twilio/list-picker"]


@pytest.mark.parametrize(
    "message",
    [
        chat(buttons=buttons(11)),
        chat(buttons=(Button("a", "a" * 25), Button("b", "b"))),
        chat(buttons=(Button("a" * 201, "a"), Button("b", "b"))),
        chat(buttons=(Button("a", "Haan"), Button("b", "Haan"))),
        chat(buttons=(Button("", "Haan"), Button("b", "Nahi"))),
        chat(text="ق" * 1025),
        chat(text=""),
    ],
)
def test_what_whatsapp_could_not_show_is_numbered_text(twilio, message):
    connected(twilio.url).send(message)

    assert twilio.contents == []
    lines = twilio.messages[0].params["Body"].splitlines()
    assert lines[0] == message.text
    assert lines[1] == f"1 {message.buttons[0].title}"
    assert len(lines) == 1 + len(message.buttons)


def test_a_text_of_many_lines_arrives_as_it_was_written(twilio):
    connected(twilio.url).send(chat(text="Aap ki qist:\n\nRs 3,000\tkal\nTheek hai?"))

    values = json.loads(twilio.messages[0].params["ContentVariables"])
    assert values == {"1": "Aap ki qist:", "2": "Rs 3,000 kal", "3": "Theek hai?"}
    assert twilio.messages[0].body == "Aap ki qist:\n\nRs 3,000 kal\nTheek hai?"


def test_braces_and_quotes_in_the_words_stay_words(twilio):
    connected(twilio.url).send(chat(text='Saad\'s "{{1}}" \\ {x}'))

    assert twilio.messages[0].body == 'Saad\'s "{{1}}" \\ {x}'


def test_the_same_choices_are_one_content_whoever_they_go_to(twilio):
    carrier = connected(twilio.url)
    for number in range(5):
        carrier.send(chat(text=f"Sawal {number}?", address=f"+92300123456{number}"))
    carrier.send(chat(buttons=YES_NO[::-1]))

    assert len(twilio.contents) == 2
    assert len({content["friendly_name"] for content in twilio.contents}) == 2


def test_after_a_restart_the_content_is_found_again(twilio):
    connected(twilio.url).send(chat())
    connected(twilio.url).send(chat())

    assert len(twilio.contents) == 1
    assert len({message.params["ContentSid"] for message in twilio.messages}) == 1


def test_many_threads_make_one_content(twilio):
    carrier = connected(twilio.url)
    threads = [threading.Thread(target=carrier.send, args=(chat(),)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(twilio.messages) == 8
    assert len(twilio.contents) == 1


def test_a_content_deleted_at_twilio_costs_no_message_and_is_made_again(twilio):
    carrier = connected(twilio.url)
    carrier.send(chat())
    twilio.contents.clear()

    carrier.send(chat())
    carrier.send(chat())

    numbered, tapped = twilio.messages[1:]
    assert numbered.params["Body"] == "Theek hai?\n1 جی ہاں\n2 نہیں"
    assert tapped.params["ContentSid"] == twilio.contents[0]["sid"]


@pytest.mark.parametrize("mode", ["400", "500", "garbage"])
def test_a_refused_content_costs_the_buttons_and_not_the_message(twilio, mode):
    twilio.fail(mode, on="content")

    connected(twilio.url).send(chat())

    assert twilio.messages[0].params["Body"].endswith("1 جی ہاں\n2 نہیں")


def test_too_many_requests_for_content_wait_like_any_other(twilio):
    twilio.fail("429", on="content")

    with pytest.raises(SendFailed) as caught:
        connected(twilio.url).send(chat())

    assert caught.value.outcome == "retry"
    assert twilio.messages == []


def test_an_ambiguous_message_with_choices_is_found_in_both_its_forms(twilio):
    carrier = connected(twilio.url)
    message = chat(text="Aap ki qist:\n\nTheek hai?")
    carrier.send(message)
    tapped = carrier.find(message, since=twilio.messages[0].created)
    twilio.messages.clear()
    twilio.fail("400", code=21656)
    carrier.send(message)
    numbered = carrier.find(message, since=twilio.messages[0].created)

    assert tapped is not None
    assert numbered is not None
    assert numbered.provider_id == twilio.messages[0].sid


def test_an_sms_goes_out_as_it_was_measured(twilio):
    message = Outgoing(
        id=1, channel="sms", address="+923001234567", text="Theek hai? 1 haan 2 nahi", buttons=YES_NO
    )

    connected(twilio.url).send(message)

    assert twilio.messages[0].params["Body"] == message.text
    assert twilio.contents == []
