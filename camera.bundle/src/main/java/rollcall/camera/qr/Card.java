package rollcall.camera.qr;

/**
 * A card in a frame.
 *
 * @param text exactly as encoded; may be empty, may hold anything
 * @param x of its middle, in pixels from the left
 * @param y of its middle, in pixels from the top
 * @param side about how large it is: the distance of its finder patterns, in pixels
 */
public record Card(String text, double x, double y, double side) {}
