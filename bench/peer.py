"""One peer of the judge, in an environment of its own: answers texts on stdin, one JSON a line.

    build/peers/bin/python bench/peer.py presidio|detect-secrets|datafog < texts > answers

A question is `{"text": …, "times": N}`; the answer `{"found": count, "ms": median}`. The first line
out says which recognisers run. Knows nothing of Plimsoll.
"""

import json
import statistics
import sys
import tempfile
import time


def presidio():
    """The recognisers of patterns: the one of names needs a language model, which is not here."""
    import spacy
    import tldextract
    from presidio_analyzer import AnalyzerEngine
    from presidio_analyzer.nlp_engine import SpacyNlpEngine

    class Blank(SpacyNlpEngine):
        def __init__(self):
            super().__init__(models=[{"lang_code": "en", "model_name": "blank"}])
            self.nlp = {"en": spacy.blank("en")}

    # Its list of domains comes with it: nothing is fetched.
    tldextract.tldextract.TLD_EXTRACTOR = tldextract.TLDExtract(suffix_list_urls=())
    engine = AnalyzerEngine(nlp_engine=Blank(), supported_languages=["en"])
    names = sorted(r.name for r in engine.registry.recognizers if "Spacy" not in r.name)
    scan = lambda text: engine.analyze(text, language="en", score_threshold=0.5)  # noqa: E731
    return f"{len(names)} recognisers of patterns, English, score 0.5; no language model", scan


def detect_secrets():
    from detect_secrets import SecretsCollection
    from detect_secrets.core.plugins.util import get_mapping_from_secret_type_to_class
    from detect_secrets.settings import default_settings

    def scan(text):
        # It reads files; its filters need one.
        with default_settings(), tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
            file.write(text.encode("utf-8", "replace").decode())
            file.flush()
            secrets = SecretsCollection()
            secrets.scan_file(file.name)
            return list(secrets)

    with default_settings():
        count = len(get_mapping_from_secret_type_to_class())
    return f"{count} plugins and its filters, as delivered", scan


def datafog():
    from datafog.services.text_service import TextService

    service = TextService(engine="regex")

    def scan(text):
        return [v for values in service.annotate_text_sync(text).values() for v in values]

    return "its engine of patterns", scan


PEERS = {"presidio": presidio, "detect-secrets": detect_secrets, "datafog": datafog}


def main():
    words, scan = PEERS[sys.argv[1]]()
    out, sys.stdout = sys.stdout, sys.stderr
    print(json.dumps({"runs": words}), file=out, flush=True)
    for line in sys.stdin:
        question = json.loads(line)
        times = []
        for _ in range(question["times"]):
            start = time.process_time()
            found = scan(question["text"])
            times.append((time.process_time() - start) * 1e3)
        print(
            json.dumps({"found": len(found), "ms": statistics.median(times)}), file=out, flush=True
        )


main()
