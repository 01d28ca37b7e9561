package rollcall.itest;

/** Says that a program did something to the data folder which the model of the disk does not know. */
final class UnknownCallException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnknownCallException(SystemCall call) {
        super("the model of the disk does not know this call: " + call);
    }
}
