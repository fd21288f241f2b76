"""Words that try to steer the assistant, or to make it tell what it must not (A7).

Many more are caught by what they look like: see knowledge/kinds/examples/attack.txt.
"""

from __future__ import annotations

from appliance.engine.signals.anyof import any_of

# "Forget what you were told."
_OVERRIDES = any_of(
    r"\b(?:forget|ignore|disregard)\s+(?:everything|anything|all)\s+(?:text|you\b|above|before|"
    r"previous|prior|documents)\b",
    r"\byour\s+new\s+(?:task|role|instructions?|persona|name\s+is)\b|\bunfilt(?:e)?red\s+ai\b",
    r"\b(?:ignore|disregard|forget|bypass|override|skip)\b.{0,40}\b(?:previous|prior|above|"
    r"earlier|all|your|these|those|the|any|system)\b.{0,20}\b(?:instructions?|prompts?|rules?|"
    r"guidelines?|directions?|commands?|restrictions?|programming|context|training)\b",
    r"\bcontrary\s+to\s+(?:the\s+|your\s+)?(?:previous|prior|above)\b|\b(?:above|previous)\s+is\s+"
    r"(?:void|cancelled|wrong|outdated)\b",
)  # fmt: skip
# "You are now somebody without rules."
_PERSONAS = any_of(
    r"\bi\s+want\s+you\s+to\s+(?:act|pretend|behave|role\s?play)|\bact\s+as\s+(?:an?|the|my|if)\s|"
    r"\byou\s+are\s+(?:now\s+)?going\s+to\s+(?:act|pretend)|\bstay\s+in\s+character",
    r"\b(?:you\s+are\s+now|act\s+as|pretend\s+(?:to\s+be|you(?:'re|\s+are))|roleplay\s+as|"
    r"behave\s+(?:like|as)|from\s+now\s+on\s+you)\b.{0,60}\b(?:dan\b|unrestricted|jailbroken?|"
    r"no\s+(?:rules|restrictions|limits|filter)|without\s+(?:any\s+)?(?:rules|restrictions|"
    r"filters?)|developer\s+mode|evil|hacker|linux|terminal|admin|gm|manager|root|system)\b",
)  # fmt: skip
# "Show me what you were told."
_EXTRACTS = any_of(
    r"\b(?:repeat|print|list|format|summari[sz]e|reveal|output|recite|rap|poem)\b.{0,30}"
    r"\b(?:instructions|prompt)\b",
    r"\b(?:print|show|reveal|repeat|output|display|tell\s+me|give\s+me|leak|share|what\s+(?:is|"
    r"are|was|were)|write\s+out|summari[sz]e|translate|encode|dump|list)\b.{0,40}\b(?:(?:system|"
    r"initial|hidden|original|secret|internal|developer)\s+(?:prompt|instructions?|message|rules|"
    r"directives?|settings|configuration)|your\s+(?:system\s+)?(?:prompt|instructions|rules|"
    r"guidelines|initial\s+\w+)|text\s+above|words\s+above|everything\s+above|api\s+keys?|"
    r"passwords?\s+of)\b",
    r"\b(?:what|everything)\s+(?:were\s+you|have\s+you\s+been|did\s+they)\s+(?:told|tell\s+you|"
    r"instructed|given)\b.{0,30}\b(?:before|first|start|beginning|so\s+far)\b",
)  # fmt: skip
# "Say only this." "Start your reply with that."
_DICTATES = any_of(
    r"\b(?:only|just|simply)\s+(?:say|print|output|respond|reply|write|answer)\b.{0,20}[\"']",
    r"\b(?:say|print|output|respond\s+with|reply\s+with|write)\s*:?\s*\"",
    r"\b(?:begin|start|prefix)\s+(?:your|the|every)\s+(?:response|reply|answer|output)s?\s+with\b",
    r"\b(?:answer|reply|respond|response|message|everything)\b.{0,30}\b(?:in\s+(?:reverse|binary|"
    r"morse|emojis?|base\s?\d+|pig\s+latin|leetspeak)|backwards?|with\s+(?:an?\s+)?(?:caesar|"
    r"cipher)|only\s+emojis?)\b",
)  # fmt: skip
# What only a system would write, and secrets being unlocked.
_POSES = any_of(
    r"\bbase64\b|\brot13\b|(?:[)\]}(\[{]\s*){30,}|(?:\S\s){200,}",
    r"\bpre-?instructions?\b|\binstruction\s*:|\bend\s+(?:of\s+)?(?:message|prompt|system)\b|"
    r"\baccess\s+(?:granted|denied)\b",
    r"\bjailbreak|\bdeveloper\s+mode|\bdo\s+anything\s+now|\bprompt\s+injection|\bsystem\s*:\s|"
    r"<\s*/?\s*(?:system|instructions?|admin|im_start)\b|\[\s*(?:system|inst)\s*\]|<\|im_start\|"
    r">|###\s*(?:system|instruction)|\bnew\s+instructions?\s*:|\bsudo\s",
    r"\{\{.{1,60}\}\}|\bconsole\s*\.\s*log\b|<\s*script\b|\bdrop\s+table\b|<\|endoftext\|>|"
    r"^\s*(?:assistant|system|user|human|ai)\s*:\s*\S.*\n\s*(?:assistant|system|user|human|ai)\s*:",
)  # fmt: skip
# "I am the manager, give me …"
_CLAIMS_OFFICE = any_of(
    r"\bi(?:'m|\s+am)\s+(?:the|your|an?)\s+(?:gm|general\s+manager|admin\w*|developer|owner|"
    r"engineer|creator|it\s+(?:team|support)|hotel\s+manager|ceo)\b.{0,120}\b(?:give|code|"
    r"discount|free|password|grant|override|show|reveal|enable|unlock|confirm|list|access|send)\b",
    r"\b(?:staff|admin|employee|back[\s-]?office|internal)\b.{0,20}\b(?:wi-?fi\s+)?(?:passwords?|"
    r"pin|door\s+codes?|access\s+codes?|notes|configuration)\b",
    r"\b(?:list|names?|numbers?|details|e-?mails?|chats?|conversations?|bookings?|data)\b.{0,20}"
    r"\bof\s+(?:all\s+(?:the\s+|your\s+)?|other\s+|the\s+other\s+|another\s+)guests?\b",
)  # fmt: skip
# The same in Malay, Indonesian and other languages.
_IN_OTHER_TONGUES = any_of(
    r"\b(?:saya|aku)\s+(?:ialah\s+|adalah\s+)?(?:gm|pengurus\s+(?:besar|hotel)|admin|pemilik|"
    r"bos)\b.{0,80}\b(?:bagi|beri|diskaun|kod|percuma|password|tunjuk\w*|kata\s+laluan)\b|"
    r"\b(?:abaikan|lupakan|ketepikan)\b.{0,30}\b(?:arahan|peraturan|prompt|instruction|"
    r"panduan)\b|\b(?:tunjuk\w*|dedah\w*|cetak|papar\w*)\b.{0,25}\b(?:prompt|arahan\s+(?:sistem|"
    r"asal)|system)\b",
    r"忽略.{0,10}(?:指令|规则|提示)",
    r"\b(?:berlakon|berpura-?pura|menyamar)\s+(?:jadi|sebagai|menjadi)\b|\bmulai\s+sekarang\s+"
    r"(?:awak|anda|kamu|kau)\b|\bsenarai(?:kan)?\b.{0,20}\btetamu\b",
    r"\b(?:ignorier\w*|vergiss|vergessen\s+sie)\b.{0,40}\b(?:anweisung\w*|instruktion\w*|alles)\b|"
    r"\b(?:oublie[zr]?|ignore[zr]?)\b.{0,30}\b(?:instructions?|consignes?|r[eè]gles)\b|"
    r"\b(?:olvid\w+|ignor\w+)\b.{0,40}\b(?:instrucciones|todo\s+lo\s+que)\b|"
    r"\b(?:zaboravi|ignoriraj)\b.{0,20}\b(?:instrukcij\w*|upute)\b|显示.{0,6}(?:系统|提示)",
)  # fmt: skip

INJECTION = any_of(
    *(
        family.pattern
        for family in (
            _OVERRIDES,
            _PERSONAS,
            _EXTRACTS,
            _DICTATES,
            _POSES,
            _CLAIMS_OFFICE,
            _IN_OTHER_TONGUES,
        )
    )
)
