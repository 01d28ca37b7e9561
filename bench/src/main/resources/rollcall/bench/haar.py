"""Times OpenCV's Haar cascades on pictures: argument 1 is the folder of the cascades, the others are pictures.

For each picture, twenty times: the face alone, and the face with eyes, smile and sharpness in it, as a check of quality without
landmarks does. A line for each round: face and check in nanoseconds, tab between.
"""
import sys
import time

import cv2

cv2.setNumThreads(2)
folder = sys.argv[1]
face = cv2.CascadeClassifier(folder + "/haarcascade_frontalface_default.xml")
eye = cv2.CascadeClassifier(folder + "/haarcascade_eye.xml")
smile = cv2.CascadeClassifier(folder + "/haarcascade_smile.xml")
for name in sys.argv[2:]:
    picture = cv2.imread(name)
    for _ in range(20):
        began = time.perf_counter_ns()
        grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
        faces = face.detectMultiScale(grey, 1.1, 5, minSize=(80, 80))
        found = time.perf_counter_ns()
        face.detectMultiScale(grey, 1.1, 4)
        for x, y, w, h in faces[:1]:
            box = grey[y : y + h, x : x + w]
            eye.detectMultiScale(box, 1.1, 3, minSize=(20, 20))
            smile.detectMultiScale(box[int(h * 0.6) :], 1.5, 5, minSize=(25, 15))
            cv2.Laplacian(box, cv2.CV_64F).var()
            cv2.meanStdDev(box)
        print(found - began, time.perf_counter_ns() - began, sep="\t", flush=True)
