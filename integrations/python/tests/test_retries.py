"""How the client behaves where the server does not: against a server of this test that fails on purpose."""

import json
import threading
import unittest
from http.server import BaseHTTPRequestHandler, HTTPServer

from ondol import OndolClient, OndolUnavailable, PlacementRequest, Replica, RequestRefused, Time


class Script(BaseHTTPRequestHandler):
    """Answers by a list of (status, body); a status of 0 hangs up."""

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.seen.append((self.path, self.headers.get("Idempotency-Key"), json.loads(body)))
        status, answer = self.server.script.pop(0)
        if status == 0:
            self.close_connection = True
            self.connection.close()
            return
        content = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
        self.send_response(status)
        if status == 429:
            self.send_header("Retry-After", "2")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *args):
        pass


def request():
    return PlacementRequest("job-1", Replica(gpu=8, gpu_models=["H200"]), Time(duration_ms=60_000, deadline=99))


class RetryTest(unittest.TestCase):
    def setUp(self):
        self.server = HTTPServer(("127.0.0.1", 0), Script)
        self.server.seen = []
        self.server.handle_error = lambda *args: None
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()
        self.pauses = []
        self.client = OndolClient("http://127.0.0.1:%d/" % self.server.server_port, tries=3, sleep=self.pauses.append)

    def tearDown(self):
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    def test_a_lost_answer_is_asked_for_again_with_the_same_key(self):
        self.server.script = [(0, b""), (503, {}), (200, {"state": "PLACED"})]
        self.assertEqual("PLACED", self.client.place(request())["state"])
        keys = {key for _, key, _ in self.server.seen}
        self.assertEqual(3, len(self.server.seen))
        self.assertEqual(1, len(keys))
        self.assertTrue(keys.pop().startswith("py-"))
        self.assertEqual(2, len(self.pauses))
        self.assertLess(self.pauses[0], 0.21)

    def test_two_requests_have_two_keys_and_a_given_key_is_kept(self):
        self.server.script = [(200, {})] * 3
        self.client.place(request())
        self.client.place(request())
        self.client.place(request(), "mine")
        keys = [key for _, key, _ in self.server.seen]
        self.assertNotEqual(keys[0], keys[1])
        self.assertEqual("mine", keys[2])

    def test_a_refusal_is_told_at_once_with_its_field(self):
        self.server.script = [(400, {"code": "invalid-request", "field": "gang.replicas", "detail": "Too many."})]
        with self.assertRaises(RequestRefused) as refused:
            self.client.place(request())
        self.assertEqual((400, "invalid-request", "gang.replicas"),
                         (refused.exception.status, refused.exception.code, refused.exception.field))
        self.assertEqual(1, len(self.server.seen))

    def test_it_gives_up_after_all_tries(self):
        self.server.script = [(500, b"oops"), (429, {}), (200, b"no json")]
        with self.assertRaisesRegex(OndolUnavailable, "no answer after 3 tries"):
            self.client.place(request())
        self.assertEqual(3, len(self.server.seen))

    def test_who_asks_too_often_waits_as_long_as_the_server_wishes(self):
        self.server.script = [(429, {}), (503, {}), (200, {"state": "PLACED"})]
        self.client.place(request())
        self.assertEqual(2.0, self.pauses[0])
        self.assertLess(self.pauses[1], 0.5)

    def test_what_is_no_problem_document_is_told_as_it_came(self):
        self.server.script = [(404, b"<html>")]
        with self.assertRaisesRegex(RequestRefused, "<html>"):
            self.client.place(request())

    def test_the_request_has_the_keys_of_the_api(self):
        self.server.script = [(200, {})]
        self.client.place(PlacementRequest("job-1", Replica(gpu=1), Time(duration_ms=5), more={"dryRun": True}))
        self.assertEqual({"jobId": "job-1", "gang": {"replicas": 1, "strategy": "PACK"},
                          "perReplica": {"gpu": 1, "gpuModels": [], "cpuMilli": 0, "memMiB": 0}, "workload": "TRAINING",
                          "priority": 0, "tenant": "", "time": {"earliestStart": 0, "durationMs": 5, "preemptible": False},
                          "dryRun": True}, self.server.seen[0][2])


if __name__ == "__main__":
    unittest.main()
