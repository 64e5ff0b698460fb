"""Twenty-five problems that engineers wrote down in public, and what answers each."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Case:
    """A problem, where it was told, and one command, line of Python or section that answers it.

    `holds` stands in the answer: in what is printed, or in the section of the page.
    """

    problem: str
    told: str
    kind: str
    answer: str
    holds: str


CASES = (
    Case("A depthwise kernel drawn by its fan-out: the call forgets the groups",
         "timm#84, pytorch#23854", "command",
         "initdocs call convolution 64,1,3,3 --groups 64 --activation relu",
         "fan_in = 64 // 64 * 3 * 3"),
    Case("He's law on a transposed convolution of stride 2", "FlowNetPytorch#19", "command",
         "initdocs call convolution 256,512,4,4 --transposed --stride 2",
         "reads fan_in 4096 where counting gives fan_in 2048"),
    Case("What is the fan-in of a cheap depthwise operation?", "ghostnet#16", "command",
         "initdocs fans 64,1,3,3 --groups 64", "fan_in   9"),
    Case("Which gain keeps the variance of ReLU where weights are standardized?",
         "nfnets-pytorch#30", "command", "initdocs gain relu", "1.7129"),
    Case("The start of a network of sines, its first layer and ω₀",
         "siren#43, siren-pytorch#1, tiny-cuda-nn#216", "command", "initdocs recipe siren",
         "sqrt(6/fan_in)/30"),
    Case("Does the gain belong to the activation before a layer or after it?",
         "PyTorch forum, calculate_gain", "page", "beyond/any-activation.md", "calculate_gain"),
    Case("Packed gates of an LSTM, drawn gate by gate", "PyTorch forum, RNN, GRU, LSTM",
         "command", "initdocs call lstm 256,64", "chunk(4"),
    Case("Orthogonal weights in half precision", "transformers#47225", "python",
         "from initdocs.initializers import orthogonal\n"
         "w = orthogonal((64, 64), rng=np.random.default_rng(0), dtype='float16').astype(float)\n"
         "print(w.dtype, np.allclose(w @ w.T, np.eye(64), atol=5e-3))", "True"),
    Case("A parameter from torch.empty that nobody wrote",
         "torchtitan#2450, hopwise#271, TransformerLens#902", "page",
         "tools/doctor.md?doctor.example=unwritten", "not-finite"),
    Case("A part that was initialized twice, the second time otherwise",
         "transformers#46620, #42418", "page", "tools/doctor.md?doctor.example=odd",
         "odd-one-out"),
    Case("LayerScale that a generic routine has reset to 1", "timm#2605, deit#122", "page",
         "tools/doctor.md?doctor.example=layer-scale", "layer-scale"),
    Case("A layer that starts at zero: does it get a gradient?", "MONAI#419, guided-diffusion#21",
         "page", "practice/zero-layers.md#a-zero-moves-at-once", "in the first step"),
    Case("Which gains does PPO take, and why is its head 0.01?", "PPO repositories", "command",
         "initdocs recipe ppo", "orthogonal(gain=0.01)"),
    Case("Post-norm fails at twelve layers and more", "pytorch#55270", "page",
         "beyond/normalization.md", "post-norm"),
    Case("DCGAN's norms are drawn around 1, or around 0?", "pytorch/examples#516, #578",
         "command", "initdocs recipe dcgan", "normal(mean=1, std=0.02)"),
    Case("Complex weights", "deep_complex_networks#35, keras#16490", "python",
         "from initdocs.initializers import he_normal\n"
         "he_normal((3, 4), rng=np.random.default_rng(0), dtype=complex)", "dtype: got"),
    Case("Outputs that are dead from the start", "nerf_pl#51", "page",
         "beyond/relu-and-he.md#what-hes-law-does-not-repair", "dead"),
    Case("The router of a mixture of experts, a raw parameter that a routine skipped",
         "TensorRT-LLM#13247, PaddleFleet#991", "command", "initdocs recipe mixtral",
         "experts, router and embeddings"),
    Case("A coordinate check that grows at the output", "mup#71", "command",
         "initdocs recipe mup", "the readout"),
    Case("The first loss is far above ln C", "forums", "page", "reference/bugs.md#first-loss",
         "ln"),
    Case("Where does √5 in PyTorch's default come from?", "forums", "command",
         "initdocs defaults PyTorch linear", "1 / sqrt(n)"),
    Case("Which matrices get 1/√(2N)?", "nanoGPT, forums", "command", "initdocs recipe gpt2",
         "0.02/sqrt(2*layers)"),
    Case("What does trunc_normal_ cut at?", "forums", "command", "initdocs recipe vit",
         "an absolute 2"),
    Case("LoRA: which of the two matrices is zero?", "forums", "command", "initdocs recipe lora",
         "*.lora_B  0"),
    Case("What was a weight with the bound 0.0361 drawn from?", "forums", "command",
         "initdocs decode 0.0361 --shape 768,768", "PyTorch's default"),
)  # fmt: skip
