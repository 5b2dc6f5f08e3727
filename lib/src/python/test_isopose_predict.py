"""Compares predictions in Python with those of the library, which ExportTest compares with the same
files: pip install -r lib/src/python/requirements.txt && python lib/src/python/test_isopose_predict.py"""

import unittest
from pathlib import Path

import numpy as np

from isopose_predict import Lifter

FIXTURES = Path(__file__).resolve().parents[1] / "test" / "resources" / "fixtures" / "export"


class Predicting(unittest.TestCase):
    def test_a_lifter_and_a_lifter_with_a_body_encoder_predict_as_the_library(self):
        for name in ("lifter", "body"):
            poses = np.load(FIXTURES / f"{name}.npz")
            predicted = Lifter(FIXTURES / f"{name}.safetensors").predict(poses["pose2d"])
            self.assertEqual(poses["pose3d"].shape, predicted.shape)
            difference = np.abs(predicted - poses["pose3d"]).max() / np.abs(poses["pose3d"]).max()
            self.assertLess(difference, 1e-4, name)


if __name__ == "__main__":
    unittest.main()
