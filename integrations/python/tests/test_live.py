"""Against a real placement server, whose address is in ONDOL_URL. The site must have H200s; kr-edge has."""

import os
import unittest
import uuid

from ondol import (Gang, OndolClient, OndolError, OndolUnavailable, PlacedJob, PlacementRequest, Replica, RequestRefused,
                   Time)

URL = os.environ.get("ONDOL_URL")


@unittest.skipUnless(URL, "ONDOL_URL names no placement server")
class LiveTest(unittest.TestCase):
    def setUp(self):
        self.client = OndolClient(URL)
        self.now = self.client.plant_time_ms()

    def request(self, gpu=2, replicas=1, **more):
        return PlacementRequest("py-" + uuid.uuid4().hex, Replica(gpu=gpu, gpu_models=["H200"], cpu_milli=1000, mem_mib=1024),
                                Time(duration_ms=3_600_000, earliest_start=self.now, **more), Gang(replicas=replicas))

    def test_a_job_lives_from_request_to_end(self):
        request = self.request()
        placement = self.client.place(request)
        self.assertEqual("PLACED", placement["state"])
        self.assertGreater(placement["energy"]["itWh"], 0)
        self.assertIn(placement["placementId"], [start["placementId"] for start in self.client.starts()])
        self.client.event(placement["placementId"], "STARTED", self.now)
        self.assertNotIn(placement["placementId"], [start["placementId"] for start in self.client.starts()])
        self.assertEqual("RELEASED", self.client.event(placement["placementId"], "FINISHED", self.now)["state"])
        self.assertEqual("RELEASED", self.client.placement(placement["placementId"])["state"])

    def test_the_same_key_never_places_twice(self):
        request = self.request()
        first = self.client.place(request, request.job_id)
        self.assertEqual(first["placementId"], self.client.place(request, request.job_id)["placementId"])
        self.client.cancel(first["placementId"])

    def test_a_context_reports_start_and_end(self):
        with PlacedJob(self.client, self.request(replicas=2)) as job:
            self.assertEqual(2, len(job.nodes))
            inside = job.placement["placementId"]
        self.assertEqual("FINISHED", self.client.placement(inside)["reasons"][0]["nextBest"])

    def test_a_context_that_fails_says_so(self):
        with self.assertRaises(KeyError):
            with PlacedJob(self.client, self.request()) as job:
                raise KeyError("broken job")
        self.assertEqual("FAILED", self.client.placement(job.placement["placementId"])["reasons"][0]["nextBest"])

    def test_a_context_without_patience_takes_a_waiting_job_back(self):
        request = self.request()
        later = PlacementRequest(request.job_id, request.per_replica,
                                 Time(duration_ms=60_000, earliest_start=self.now + 7_200_000))
        job = PlacedJob(self.client, later, sleep=lambda seconds: None)
        with self.assertRaisesRegex(OndolError, "no place yet: Earliest start"):
            job.__enter__()
        self.assertEqual("RELEASED", self.client.placement(job.placement["placementId"])["state"])

    def test_what_can_never_run_is_rejected_with_its_reason(self):
        with self.assertRaisesRegex(OndolError, "REJECTED: Whole gang"):
            PlacedJob(self.client, self.request(gpu=8, replicas=9999)).__enter__()

    def test_a_wrong_request_is_refused_by_name(self):
        with self.assertRaises(RequestRefused) as refused:
            self.client.place({"jobId": "x"})
        self.assertEqual(400, refused.exception.status)
        with self.assertRaises(RequestRefused) as refused:
            self.client.placement("nobody/../knows")
        self.assertEqual(404, refused.exception.status)

    def test_the_list_of_running_jobs_is_the_truth(self):
        request = self.request()
        placement = self.client.place(request)
        self.client.event(placement["placementId"], "STARTED", self.now)
        running = {"jobId": request.job_id, "request": request.body(), "assignments": placement["assignments"],
                   "startedAt": self.now}
        self.client.reconcile(self.now, [running])
        self.assertEqual("PLACED", self.client.placement(placement["placementId"])["state"])
        self.client.progress({request.job_id: 3.5})
        self.client.reconcile(self.now, [])
        self.assertEqual("RELEASED", self.client.placement(placement["placementId"])["state"])

    def test_nobody_there_is_told_as_such(self):
        with self.assertRaises(OndolUnavailable):
            OndolClient("http://127.0.0.1:9", tries=2, sleep=lambda seconds: None).plan()


if __name__ == "__main__":
    unittest.main()
