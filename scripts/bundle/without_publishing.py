"""Run before the program in a bundle: empty modules in place of what `tufup` has for publishing, and for its own lines.

A station fetches over `sync.client.transport`; the library's own fetcher, which it makes and nobody asks, would bring
1 MB of `requests` and what that stands on. Who publishes has central, which is not in a bundle.
"""

import sys
from types import ModuleType

publishing, command_line = ModuleType("tufup.repo"), ModuleType("tufup.repo.cli")
publishing.cli = command_line
sys.modules["tufup.repo"], sys.modules["tufup.repo.cli"] = publishing, command_line

requests, auth = ModuleType("requests"), ModuleType("requests.auth")
requests.Session = requests.Response = type("Nobody", (), {})
requests.auth, auth.AuthBase = auth, type("AuthBase", (), {})
sys.modules["requests"], sys.modules["requests.auth"] = requests, auth
