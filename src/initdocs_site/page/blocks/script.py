"""What a class is shown of a demo, step by step: settings, what is asked first, what to look at."""

from typing import Any

from initdocs.demos import Demo
from initdocs_site.page.blocks.controls import as_text

#: what is asked before a preset is shown, by demo and by the preset’s name in an address; before
#: the default settings where no preset is called after them, by no name
ASKED: dict[str, dict[str, str]] = {
    "adapters": {
        "divided-by-the-rank": (
            "LoRA of rank 16 and of rank 1,024, with the same learning rate. Which one learns "
            "faster?"
        ),
        "divided-by-the-root": "Now the product is divided by the root of the rank. And now?",
        "adam-by-the-rank": "By the rank again, and the steps are Adam’s. Which one learns faster?",
        "adam-by-the-root": "Adam, and divided by the root?",
        "the-other-side": (
            "B is random in the place of A. Does a wide layer bear the same learning rates?"
        ),
    },
    "attention": {
        "divided-by-the-root": (
            "A query and 32 keys, all of random numbers. To how many of them does it listen?"
        ),
        "nothing-is-divided": "Now nobody divides by the root of 64. To how many?",
        "larger-queries-and-keys": (
            "Divided again, and the entries of q and k are 2.8 times as large. By how much do the "
            "scores grow?"
        ),
        "qk-norm": "Each query and key is divided by its own size. What becomes of the 2.8?",
        "qk-norm-undivided": "QK-norm, and no division by the root. Is it still needed?",
        "soft-cap": "No score may pass 50. Does a query listen to more keys again?",
    },
    "basin": {
        "twice-is-too-much": (
            "Eight layers, weights twice He’s. How many digits does it read after training?"
        ),
        "twelve-layers": (
            "Twelve layers, and He’s own weights. How many digits does it read after 120 steps?"
        ),
        "adam-forgives-more": "And with Adam in the place of gradient descent: which starts learn?",
        "normalization-forgives-most": "And with batch normalization?",
    },
    "chaos": {
        "order": ("The weights are made smaller (σ² = 1). How far apart do the drawings come out?"),
        "the-edge": (
            "Two drawings go into layers that neither merge nor part small differences "
            "(σ² = 1.76). Are they still told apart after forty layers?"
        ),
        "chaos": "And with large weights (σ² = 4)? Do the drawings stay what they were?",
    },
    "cloud": {
        "": "Two unrelated inputs meet the first ReLU. How alike do they come out?",
        "halved": "Each ReLU takes half of the mean square. What is left of it after ten layers?",
        "paid-for": (
            "Twice the variance pays for the half that is lost. Do two inputs still look "
            "different after ten layers?"
        ),
    },
    "cobweb": {
        "gelu-leaves": (
            "A variance of 1 stays 1 with GELU, and we start a tenth below it. Where do the "
            "stairs lead?"
        ),
        "gelu-explodes": "And from a tenth above it?",
        "tanh-returns": "Now tanh, and the variance starts far above 1. Where do the stairs lead?",
    },
    "coordinates": {
        "siren": "A fresh network of sines, ω₀ = 30. How many waves does it draw from −1 to 1?",
        "a-tenth-of-it": "ω₀ is 3 now. How many?",
        "eight-layers": "Eight layers in the place of four. Are there more waves, and how many?",
        "not-divided": "Two layers, and the second is not divided by ω₀. What becomes of it?",
        "relu": "ReLU in the place of the sine. What does it draw, and what does ω₀ change?",
        "fourier-features": "The ReLU layers read sines of the coordinate. What do they draw now?",
    },
    "depth": {
        "fifty-layers-fade": (
            "Each of fifty layers keeps nine tenths. How much of the signal arrives?"
        ),
        "one-factor-too-large": (
            "Each layer makes the signal a tenth larger. How much larger is it after fifty?"
        ),
        "a-typical-draw-falls-away": (
            "The factor is 1, and the matrices are random. Does a typical network keep its signal?"
        ),
        "orthogonal-keeps-every-length": "And with orthogonal matrices?",
        "relu-takes-half": (
            "Now a ReLU stands behind each layer. What happens to a signal that was kept "
            "without it?"
        ),
    },
    "digits": {
        "walls-of-tanh": (
            "The weights have variance 1. Where between −1 and 1 do the activations stand?"
        ),
        "nothing-arrives": (
            "Eight layers, and small uniform weights. What does the histogram of the last "
            "layer look like?"
        ),
        "eight-sigmoid-layers": (
            "Sigmoid in the place of tanh, eight layers. Which of the starts learns at all?"
        ),
    },
    "drops": {
        "": (
            "A hundred layers of 100 units, drawn by He’s law, which keeps the mean square on "
            "average. How much of it does a typical network keep?"
        ),
        "a-lottery": (
            "Twenty units a layer, and the mean is kept. Where does a typical network end?"
        ),
        "wide": "And with a thousand units a layer, where do most networks end?",
    },
    "gain": {
        "": "Which factor keeps a variance of 1 through tanh, and what does PyTorch give?",
        "gelu": (
            "A gain keeps the variance of GELU at 1. Does a small error grow or shrink from "
            "layer to layer?"
        ),
        "selu": "Which gain does SELU need?",
        "a-slope-to-slide": "What becomes of the gain when the negative half is no longer cut off?",
        "relu-squared": (
            "Twice the input gives four times the output. Can a variance be kept at all?"
        ),
    },
    "heads": {
        "one": (
            "A policy chooses one of four moves, and has had no reward yet. Does it prefer one?"
        ),
        "a-hundredth": "PPO starts the last layer a hundred times smaller. What is left of that?",
        "thirty": "And a last layer thirty times larger?",
        "a-hundredth-learns": (
            "Eight runs learn from eight draws with the small head. How far are they apart after "
            "100 updates?"
        ),
        "ten-learns": "With a gain of ten, are the runs ahead after 30 updates, or behind?",
        "a-hundred-learns": (
            "With a gain of a hundred each run is sure from the start. What becomes of the worst?"
        ),
        "larger-observations": (
            "Gain ten again, but nobody has normalized the observations. Do all eight learn?"
        ),
    },
    "kernel": {
        "fresh": (
            "Six networks of width 1,000, not trained. How large is what they draw, and how alike "
            "are their kernels?"
        ),
        "wide": (
            "Six networks of width 1,000 learn six dots. By how much do their kernels change, and "
            "do the six agree between the dots?"
        ),
        "narrow": "Width 10 now. Do the kernels stay?",
        "wide-divided-by-n": (
            "Width 1,000 again, the output divided by n and not by its root. Do the kernels stay "
            "now, and do the curves follow the law?"
        ),
        "narrow-divided-by-n": "And at width 10: does the kernel move more than at 1,000, or less?",
    },
    "leak": {
        "": "How much of the mean square does ReLU let through?",
        "slope-0-2": (
            "A leak of 0.2 on the negative side: how much more of the mean square is kept "
            "than by ReLU?"
        ),
        "no-bend": "At which slope is the whole mean square kept?",
        "gelu-keeps-less": "Does GELU keep more than ReLU, or less?",
    },
    "memory": {
        "a-disc": (
            "The eigenvalues of a recurrent state are drawn evenly over a disc of radius 0.999. "
            "How many of 200 states hold half of an input for 100 steps?"
        ),
        "a-ring": "Now none is nearer to zero than 0.9. For how many steps does half of them hold?",
        "a-thin-ring": "And between 0.99 and 0.999?",
        "nearer-to-one": (
            "The disc again, its rim at 0.9999 in the place of 0.999. What becomes of the median?"
        ),
        "mamba": "Mamba draws step sizes from 0.001 to 0.1. Which memories is that?",
        "even-in-time": "The same bounds, drawn evenly in time. Longer or shorter?",
    },
    "needle": {
        "": "A circle goes through eight random layers. What comes out?",
        "one-layer": "What does one random matrix make of a circle?",
        "thirty-layers": "And thirty random matrices, one after the other?",
    },
    "normalization": {
        "": "The weights are made twice as large, in front of a normalization. What changes?",
        "too-small": (
            "Normalization follows, and the weights start half as large. Do they stay so small?"
        ),
        "too-large": "And weights that are nearly three times as large?",
    },
    "phase": {
        "": (
            "How deep can a tanh network be, with these two variances, and still tell two "
            "inputs apart?"
        ),
        "order": "Small weights, many layers: what becomes of two different inputs?",
        "edge-of-chaos": (
            "Between order and chaos: over how many layers can two inputs be told apart?"
        ),
        "chaos": "Large weights: what becomes of two inputs that are nearly the same?",
        "he-s-relu": "ReLU with He’s variance and no biases: which variances are kept?",
        "gelu-has-no-rest": "GELU with the same variance: does its signal come to rest?",
    },
    "residual": {
        "": "Each of 25 blocks adds its branch to the signal. How large does it come out?",
        "it-doubles": (
            "Each of a hundred blocks adds its branch. How large does the signal come out?"
        ),
        "depth-drops-out": (
            "Now each branch is divided by the root of the depth. Does a hundred still matter?"
        ),
        "relu-lines-up": "And if each branch ends in a ReLU, which adds nothing negative?",
    },
    "playground": {
        "zero-never-moves": "All weights are 0. How far does the cost come down in 1,000 epochs?",
        "too-small-wakes-late": (
            "The weights are small, and not 0. When does the network begin to learn?"
        ),
        "dead-relu": (
            "Another data set, another draw. Do the starts that learned before learn again?"
        ),
        "saturated": "Tanh with large weights. How quickly does the cost come down?",
        "sigmoid-layers": "All layers are sigmoids now. Which start learns?",
    },
    "precision": {
        "its-own-eight-bits": (
            "A truncated normal of deviation 0.01, drawn in bfloat16 from its own 8 random bits: "
            "what is its deviation?"
        ),
        "rounded": "Now it is drawn in float32 and then rounded. How much of the law is lost?",
        "eleven-bits": "float16 has 11 significant bits. Are three more enough?",
        "a-near-bound": "The same eight bits, and bounds at two deviations. What changes?",
        "too-small-for-float16": "A deviation of 10⁻⁸ in float16. How many draws are zero?",
    },
    "product": {
        "": "Each of 50 layers makes a signal 1.1 times as large. What is left of it at the end?",
        "a-tenth-less": "Each of fifty layers takes a tenth away. How much arrives?",
        "narrow-layers": (
            "The factor is exactly 1, and the layers are four units wide. Does a typical "
            "network keep its signal?"
        ),
    },
    "sides": {
        "": (
            "The derivation takes tanh for a line. What does that cost where z is as large as here?"
        ),
        "z-not-small": "The derivation takes tanh z for z. What if z is not small?",
        "a-random-bias": "The derivation leaves the bias at 0. What does a random bias add?",
        "tied-weights-and-inputs": (
            "Suppose all weights of a unit are equal, and all its inputs. How wrong does the "
            "rule become?"
        ),
        "inputs-off-centre": (
            "The inputs no longer have mean 0. Which side of the equation is larger?"
        ),
        "uneven-inputs": "The inputs have unequal variances. Does the rule break?",
    },
    "spread": {
        "": "Four layers of tanh, weights of variance 1/n. Do the activations stay spread out?",
        "uniform-on-one-over-the-root": (
            "Uniform weights between −1/√n and 1/√n. Where do the activations of the fourth "
            "layer stand?"
        ),
        "a-little-more": "Tanh takes a little off in each layer. What if the weights are larger?",
        "standard-normal": (
            "Weights with variance 1, and 300 inputs. Where between −1 and 1 do the "
            "activations of tanh stand?"
        ),
    },
    "start": {
        "one-over-n": "One network, three sizes of its first weights. Which of them learn?",
        "ten-times-that": "The reader’s start is ten times larger. Does it still learn?",
        "a-hundred-times": "And a hundred times larger?",
        "a-hundredth": "And a hundred times smaller than 1/n?",
    },
    "summands": {
        "": "A pixel within the image: how many products does one output sum?",
        "a-corner": "How many products does the pixel in the corner sum?",
        "one-channel": "Depthwise: how many now?",
        "a-checkerboard": (
            "A transposed convolution, 3 × 3 with stride 2. Do all pixels sum as many?"
        ),
    },
    "transfer": {
        "all-rules-kept": (
            "A transformer 16 times as wide, with the learning rate of the narrow one as μP scales "
            "it. How much further does its first step go?"
        ),
        "the-rate-is-not-divided": (
            "Now the rate of its matrices is not divided by the width. Do the logits show it?"
        ),
        "scores-over-the-root": (
            "The scores of attention are divided by √d, as usual. What grows with the width?"
        ),
        "a-readout-too-large": "The last matrix starts as large as usual. What grows?",
        "divided-everywhere": (
            "To be safe, the rate of the embeddings is divided too. What does the check show?"
        ),
        "root-and-rate": (
            "Deeper: branches are divided by √L. What must the learning rate be divided by?"
        ),
        "one-over-the-depth": "Branches are divided by L. And what the rate?",
    },
    "transformer": {
        "gpt-2": (
            "A model that knows nothing chooses among 41 letters. What is its first loss, and how "
            "widely do its heads look?"
        ),
        "no-branch-is-scaled-down": (
            "GPT-2 divides the last matrix of each branch by √(2L). What becomes of the residual "
            "stream without it?"
        ),
        "nothing-is-divided-by-d": (
            "Queries and keys are multiplied as they are, without 1/√d. How widely does a "
            "head look?"
        ),
        "sure-of-nonsense": (
            "Token embeddings of variance 1, and the head is the same table. What does it guess "
            "before the first step, and how sure is it?"
        ),
        "one-zero": "The last matrix of each branch is zero. What moves in the first step?",
        "one-zero-too-many": "Now the first matrix of each branch is zero too. What moves?",
        "four-times-as-wide": (
            "The width goes from 16 to 64, the learning rate stays. After ten steps, is the loss "
            "where it was?"
        ),
        "one-rate-for-every-width": "And with μP, which divides the matrices’ rate by the width?",
    },
    "twins": {
        "": "Two units start with the same weights. What can training make of them?",
        "twins-for-ever": (
            "Two units start with equal weights. Have they parted after a thousand updates?"
        ),
        "a-nudge": "One of them starts a thousandth away. Is that enough?",
    },
    "valley": {
        "the-valley-moves": (
            "You found the best learning rate at width 64. Is it the best at width 512?"
        ),
        "one-rate-for-all": "And with the scaling of μP?",
    },
    "wake": {
        "zero-at-the-end": (
            "The last of three layers starts at zero. Does it learn, and from which step on do "
            "the others?"
        ),
        "two-in-a-row": "Now two layers in a row are zero. How many steps does it take?",
        "controlnet": (
            "The first and the last are zero, and a second input comes in behind the first. "
            "Does anything learn?"
        ),
        "all-zero-with-a-way-around": (
            "All three are zero, each with a way around it. Which of them moves first?"
        ),
        "a-zero-before-relu": "One zero, in the middle, and ReLUs. What is the slope of ReLU at 0?",
    },
    "widths": {
        "the-old-standard": "The variance is 1/(3n). Do signals and gradients keep their size?",
        "xavier-widths-in-turn": (
            "Wide and narrow layers take turns. Can the compromise keep both directions?"
        ),
        "fan-in-widths-in-turn": "And 1/fan-in alone, in all layers?",
    },
}


def script(name: str, demo: Demo, came: str) -> list[dict[str, Any]]:
    """The steps of the demo called `name`: its default settings, and each other preset.

    Where the demo asks a question of its own, `came` says what came out.

    >>> from initdocs import demos
    >>> zero = script("playground", demos.load("playground"), "")[1]
    >>> zero["settings"], zero["ask"]
    ({'init': 'zero'}, 'All weights are 0. How far does the cost come down in 1,000 epochs?')
    """
    asked, question = ASKED.get(name, {}), demo.question
    usual = next((preset for preset in demo.presets if not preset.settings), None)
    first = {
        "settings": {},
        "ask": question.ask if question else asked.get(usual.slug if usual else "", ""),
        "answers": list(question.answers.values()) if question else [],
        "look": came or (usual.look if usual else ""),
    }
    named = [
        {
            "settings": {key: as_text(value) for key, value in preset.settings.items()},
            "ask": asked.get(preset.slug, ""),
            "answers": [],
            "look": preset.look,
        }
        for preset in demo.presets
        if preset.settings
    ]
    return [first, *named]
