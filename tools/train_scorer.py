"""Train the shipped scorer: character n-grams taught by a word model, on comments, news and made-up lines.

    pip install alt-profanity-check==1.9.1 numpy
    python tools/train_scorer.py --news dev.jsonl.xz --comments tweets.txt

The teacher (alt-profanity-check, MIT) gives each text a probability; the student learns it from the
characters, so that it also knows endings, compounds and spellings that the teacher lacks. Lines that
address somebody (`AIMED`) are abuse where the word is, and only there. Nothing of the texts is kept but
n-grams that many of them share. Deterministic: one seed, sorted input.
"""

from __future__ import annotations

import argparse
import json
import lzma
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from profanity_check import predict_prob
from profanity_check.profanity_check import vectorizer
from scipy.sparse import csr_matrix, vstack
from sklearn.linear_model import LogisticRegression

from newslint.scorers.ngrams import grams, plain

OUT = Path(__file__).parent.parent / "newslint" / "scorers" / "abuse.json"
LEAST, MOST = 2, 5
KEPT = 22_000
STEPS = 1000
SEED = 7
BAD = 0.97
AIMED = (
    "you {w}", "you are a {w}", "you're such a {w}", "shut up you {w}", "what a {w} you are", "go away {w}",
    "you are nothing but a {w}", "only a {w} like you would say that", "you people are all {w}", "get lost {w}",
    "listen {w}, nobody asked you", "u r a {w}", "your a {w}", "you stupid {w}", "you and your {w} friends",
)  # fmt: skip
FAIR = (
    "you are a {w}", "you and your {w} friends", "what a {w} you are", "you would need a {w} for that", "thanks for the {w}",
    "I saw a {w} on the quay", "the {w} was closed this morning", "you {w}", "your {w} is right about the tram",
    "nobody asked you about the {w}", "listen, the {w} will open again", "get a {w}", "shut the {w} before the storm",
)  # fmt: skip
CALM = (
    "I disagree with you, but that is a fair point.", "Please stop calling people names.",
    "Nobody should have to read insults under an article.", "You are wrong about the harbour fee.",
    "That is a stupid rule, and the council knows it.", "He called her an idiot and later said sorry.",
    "The ferry was late again, what a mess.", "I am a Muslim and I liked this article.",
    "As a gay man I felt welcome at the fair.", "Black and white families live on the quay.",
    "My Jewish neighbours bake the best bread in town.", "Women and men sailed together.",
    "The old dog slept on the pier.", "The cock crew and the donkey brayed.", "The court heard that he had threatened to kill her.",
    "Police shot a man who had attacked an officer.", "The rape trial opened on Monday.", "Three people died in the fire.",
)  # fmt: skip


def main() -> None:
    """Read, teach, prune, write."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--news", type=Path, required=True)
    parser.add_argument("--comments", type=Path, nargs="+", required=True)
    parser.add_argument("--out", type=Path, default=OUT)
    args = parser.parse_args()
    rng = random.Random(SEED)
    texts, rates = _examples(list(_comments(args.comments)), list(_news(args.news)), rng)
    print(f"{len(texts)} texts, {sum(rates) / len(rates):.3f} of them abuse")
    seen = [grams(plain(text), LEAST, MOST) for text in texts]
    counts = Counter(gram for found in seen for gram in found)
    wide = sorted(gram for gram, count in counts.items() if count >= 12)
    first = _fitted(seen, rates, wide)[0]
    ranked = sorted(wide, key=lambda gram: (-abs(first[gram]) * counts[gram] ** 0.5, gram))
    weights, bias = _fitted(seen, rates, sorted(ranked[:KEPT]))
    scale = max(map(abs, weights.values())) / STEPS
    held = {gram: round(value / scale) for gram, value in sorted(weights.items())}
    data = {
        "category": "abuse", "grams": [LEAST, MOST], "bias": round(bias, 6), "scale": round(scale, 9),
        "weights": {gram: value for gram, value in held.items() if value},
    }  # fmt: skip
    args.out.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{len(data['weights'])} n-grams, {args.out.stat().st_size} bytes")


def _comments(files: list[Path]) -> Iterator[str]:
    for file in files:
        for line in file.read_text(encoding="utf-8", errors="replace").splitlines():
            text = line.split("\t")[-1].strip()
            if len(text) > 10:
                yield text


def _news(file: Path) -> Iterator[str]:
    """Paragraphs of clean bodies, of every second domain: the others measure what is found in news."""
    with lzma.open(file, "rt", encoding="utf-8") if file.suffix == ".xz" else file.open(encoding="utf-8") as stream:
        seen = set()
        for line in stream:
            record = json.loads(line)
            if record.get("lang") in {"en", "und"} and record.get("gold_body") and taught(record["domain"]):
                seen.update(part.strip() for part in record["gold_body"].split("\n") if len(part.strip()) > 20)
        yield from sorted(seen)


def taught(domain: str) -> bool:
    """Whether a domain's articles are learnt from."""
    return sum(domain.encode()) % 2 == 0


def _examples(comments: list[str], news: list[str], rng: random.Random) -> tuple[list[str], list[float]]:
    words = sorted(word for word in vectorizer.vocabulary_ if word.isalpha() and len(word) > 2)
    rated = dict(zip(words, predict_prob(words), strict=True))
    bad = [word for word in words if rated[word] >= BAD]
    fair = [word for word in words if rated[word] <= 0.1]
    print(f"{len(bad)} bad words and {len(fair)} fair ones of {len(words)}")
    rng.shuffle(news)
    texts = [*comments, *news[:6000]]
    mixed = [_with(rng.choice(texts), rng.choice(bad if turn % 2 else words), rng) for turn in range(16_000)]
    made = [rng.choice(AIMED).format(w=rng.choice(bad)) for _ in range(6000)]
    made += [f"{rng.choice(comments)} {rng.choice(AIMED).format(w=rng.choice(bad))}" for _ in range(4000)]
    calm = [rng.choice(FAIR).format(w=rng.choice(fair)) for _ in range(6000)] + [*CALM] * 30
    asked = [*comments, *mixed, *words]
    rates = [float(rate) for rate in predict_prob(asked)]
    news_rates = [min(float(rate), 0.05) for rate in predict_prob(news[:6000])]
    return [*asked, *news[:6000], *made, *calm], [*rates, *news_rates, *[0.97] * len(made), *[0.03] * len(calm)]


def _with(text: str, word: str, rng: random.Random) -> str:
    """A short stretch of a text with one word of it replaced."""
    parts = text.split()
    start = rng.randrange(max(len(parts) - 12, 1))
    parts = parts[start : start + rng.randint(4, 20)]
    parts[rng.randrange(len(parts))] = word
    return " ".join(parts)


def _fitted(seen: list[set[str]], rates: list[float], names: list[str]) -> tuple[dict[str, float], float]:
    """A logistic regression on soft labels: each text counts as both, by its rate."""
    column = {gram: at for at, gram in enumerate(names)}
    starts, columns, values = [0], [], []
    for found in seen:
        known = sorted(column[gram] for gram in found if gram in column)
        columns += known
        values += [len(found) ** -0.5] * len(known)
        starts.append(len(columns))
    rows = csr_matrix((values, columns, starts), shape=(len(seen), len(names)))
    soft = np.array(rates)
    labels = np.repeat([1, 0], len(seen))
    model: Any = LogisticRegression(C=8.0, solver="liblinear", max_iter=60, random_state=SEED)
    model.fit(vstack([rows, rows]), labels, sample_weight=np.concatenate([soft, 1 - soft]))
    return dict(zip(names, map(float, model.coef_[0]), strict=True)), float(model.intercept_[0])


if __name__ == "__main__":
    main()
