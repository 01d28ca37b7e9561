package rollcall.scan;

/**
 * Where a scan was made: its place in the gapless sequence of one terminal.
 *
 * <p>No two scans share device, epoch and sequence, on this terminal or at the far end.
 *
 * @param device the terminal, 1 to 64 letters, digits, {@code . _ -}
 * @param epoch counts how often the terminal's numbering began anew, as after a restored backup; from 1, and 0 for scans
 *     taken over from another system
 * @param sequence its number there, from 1, without gaps
 */
public record Origin(String device, int epoch, long sequence) {
    public Origin {
        if (!device.matches("[A-Za-z0-9._-]{1,64}")) {
            throw new IllegalArgumentException(
                    "device '" + device + "': 1 to 64 letters, digits, dots, underscores and dashes are allowed");
        }
        if (epoch < 0 || sequence < 1) {
            throw new IllegalArgumentException("epoch " + epoch + ", sequence " + sequence + ": lowest are 0 and 1");
        }
    }
}
