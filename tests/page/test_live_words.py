"""Sentences of Practice with words that follow a demo: what they come to say at every preset."""

import re

import numpy as np
import pytest

from initdocs import demos
from initdocs.demos import attention, transformer
from initdocs.demos._words import number
from initdocs.transformer import stream_size
from initdocs_site import ROOT

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


#: what each page’s demo should come to say; where none is named the opening stands still
MEANT = {
    "attention": ("attention", spread),
    "low-precision": None,
    "transformers": ("transformer", before_training),
    "zero-layers": None,
}


@pytest.mark.parametrize("page", MEANT)
def test_a_sentence_with_live_words_holds_at_every_preset(page):
    """Fixed words and live ones together say what was computed anew; no other sentence is live."""
    lines = (ROOT / f"docs/practice/{page}.md").read_text("utf-8").splitlines()
    live = [line for line in lines if LIVE.search(line)]
    if MEANT[page] is None:
        assert not live
        return
    name, meant = MEANT[page]
    demo = demos.load(name)
    assert {found[2] for line in live for found in LIVE.finditer(line)} == {name}
    for preset in demo.presets:
        settings = demos.defaults(demo) | dict(preset.settings)
        words = {**settings, **demo.words.say(settings)}
        told = [LIVE.sub(lambda found: str(words[found[3]]), line) for line in live]  # noqa: B023
        assert told == meant(settings), preset.name
