"""Detects a person in a video with MediaPipe and writes a file that `adapt --target` reads.

    pip install mediapipe==0.10.14 opencv-python-headless==4.10.0.84
    python mediapipe_poses.py walk.mp4 data/mine.json
"""

import json
import sys

import cv2
import mediapipe


def landmarks(found):
    points = found.landmark if found else []
    return [{"x": p.x, "y": p.y, "visibility": p.visibility} for p in points]


def main(video_file, json_file):
    video = cv2.VideoCapture(video_file)
    frames = []
    with mediapipe.solutions.pose.Pose() as pose:
        while True:
            read, image = video.read()
            if not read:
                break
            found = pose.process(cv2.cvtColor(image, cv2.COLOR_BGR2RGB)).pose_landmarks
            frames.append({"frame": len(frames), "pose_landmarks": landmarks(found)})
    if not frames:
        sys.exit(video_file + ": no frame can be read from it")
    width, height = video.get(cv2.CAP_PROP_FRAME_WIDTH), video.get(cv2.CAP_PROP_FRAME_HEIGHT)
    with open(json_file, "w", encoding="utf-8") as out:
        json.dump({"width": width, "height": height, "frames": frames}, out)


if __name__ == "__main__":
    main(*sys.argv[1:3])
