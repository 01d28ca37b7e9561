package rollcall.camera.feedback;

import java.io.IOException;

/** The pins of the board, by the numbers that its maker's documents use (BCM). */
interface Gpio {
    /** Takes a pin as an output that is low. */
    Line open(int pin) throws IOException;

    /** One pin that was taken. Belongs to one thread at a time. */
    interface Line extends AutoCloseable {
        /** Makes the pin high or low. */
        void set(boolean high) throws IOException;

        /** Makes it low and gives it back. */
        @Override
        void close() throws IOException;
    }
}
