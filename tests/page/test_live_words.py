"""Sentences of Practice with words that follow a demo: what they come to say at every preset."""

import re

import numpy as np
import pytest

from initdocs import demos
from initdocs.demos import attention, transformer
from initdocs.demos._words import number
from initdocs.transformer import stream_size
from initdocs_site import ROOT

PRACTICE = sorted((ROOT / "docs/practice").glob("*.md"))
LIVE = re.compile(r"\[[^]]*\]\((shows|sets):(\w+)\.(\w+)\)")


def spread(settings):
    """Of the attention demo: the deviation of its scores, and the keys of an even look."""
    scores = attention.scores(settings)[0]
    p = np.exp(scores - scores.max(axis=-1, keepdims=True))
    p /= p.sum(axis=-1, keepdims=True)
    looks = np.exp(-(p * np.log(np.maximum(p, 1e-300))).sum(axis=-1).mean())
    alike = f"{looks:.0f}" if looks > 9.5 else f"{looks:.1f}"
    said = (
        f"Their scores have a standard deviation of {number(scores.std())}, and a query listens as "
        f"if to {alike} of its {settings['keys']} keys alike."
    )
    return [said]


def before_training(settings):
    """Of the transformer demo: its first loss beside an even guess, and its stream."""
    read, after = transformer.told()
    net = transformer.drawn(settings["start"], settings)
    trace = net.forward(read)
    sizes = stream_size(trace)[0]
    loss, even = float(net.cost(trace, after)[0]), np.log(len(transformer.text()[2]))
    grown = float(sizes[-1] / sizes[0])
    guess = f"its loss is {loss:.2f} nats, where an even guess among the letters is {even:.2f}."
    stream = f"comes out of the last branch {grown:.2f} times as large as it went in."
    return [f"Before the first step {guess}", f"Its residual stream {stream}"]


MEANT = {"attention": spread, "transformer": before_training}


def sentences(path):
    """The demo of each line with live words, and the line."""
    lines = path.read_text("utf-8").splitlines()
    return [(found[2], line) for line in lines if (found := LIVE.search(line))]


@pytest.mark.parametrize("path", PRACTICE, ids=lambda path: path.stem)
def test_a_sentence_with_live_words_holds_at_every_preset(path):
    """Fixed words and live ones together say what was computed anew; no other sentence is live."""
    live = sentences(path)
    for name in dict.fromkeys(name for name, _ in live):
        demo = demos.load(name)
        written = [line for of, line in live if of == name]
        for preset in demo.presets:
            settings = demos.defaults(demo) | dict(preset.settings)
            words = {**settings, **demo.words.say(settings)}
            told = [LIVE.sub(lambda found: str(words[found[3]]), line) for line in written]  # noqa: B023
            assert told == MEANT[name](settings), preset.name
