package rollcall.camera.session;

import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.MatOfInt;
import org.opencv.imgcodecs.Imgcodecs;
import rollcall.camera.Frame;
import rollcall.scan.Photo;

/** Makes photos of frames. The store makes them smaller as configured, so that little is lost here. */
final class PhotoEncoder {
    private static final int JPEG_PERCENT = 95;

    private PhotoEncoder() {}

    /** The whole frame as a JPEG. */
    static Photo encode(Frame frame) {
        Mat picture = new Mat(frame.height(), frame.width(), CvType.CV_8UC3);
        MatOfByte jpeg = new MatOfByte();
        MatOfInt options = new MatOfInt(Imgcodecs.IMWRITE_JPEG_QUALITY, JPEG_PERCENT);
        try {
            picture.put(0, 0, frame.bgr());
            if (!Imgcodecs.imencode(".jpg", picture, jpeg, options)) {
                throw new IllegalStateException("a frame of " + frame.width() + "x" + frame.height() + " made no JPEG");
            }
            return new Photo(jpeg.toArray());
        } finally {
            picture.release();
            jpeg.release();
            options.release();
        }
    }
}
