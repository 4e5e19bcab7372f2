"""What the passage around a word is about, read in one pass."""

from __future__ import annotations

from agent.judge.glance import Glances

MARKS, EXAMPLES, DISCLAIMER = "marks", "examples", "disclaimer"

topics = Glances(
    {
        MARKS: (
            r"(?i)\b(?:classified as|marked (?:as|with)|must be (?:marked|labell?ed|classified)|"
            r"labell?ed|classification (?:level|scheme|marking|system|polic)|markings?\b|"
            r"(?:security|protective) (?:classification|marking)s? (?:is|are|policy|system)|"
            r"(?:banner|watermark|header|footer)s? (?:text|line|mark|that|with|such|reads?)|"
            r"gekennzeichnet|einzustufen|eingestuft als|stamp(?:ed)? or|legend|"
            r"is (?:one of|an? (?:\w+ )?"
            r"(?:classification|marking|level|category|control|caveat))\b|"
            r"would likely|means that|is used (?:for|to|when)|trigger word|limits sending)"
        ),
        EXAMPLES: (
            r"(?i)\b(?:for example|e\.g\.|such as|zum beispiel|regex|regular expression|pattern|"
            r"detect|scanner|parse|validat|specimen|muster|placeholder)"
        ),
        DISCLAIMER: (
            r"(?i)\b(?:intended recipient|named addressee|"
            r"received (?:this|it) (?:e-?mail|in error)|may contain|"
            r"this (?:e-?mail|message)(?: and| is|,)|if you are not|sole use of|"
            r"bestimmungsgemäße|irrtümlich|destinataire|this transmission)"
        ),
    }
)
