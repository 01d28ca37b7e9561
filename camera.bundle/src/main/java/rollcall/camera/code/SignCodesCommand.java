package rollcall.camera.code;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * The command {@code sign-codes}: prints a line {@code code,signed} for each code. Arguments: {@code new-key} or nothing, the path of
 * a roster or nothing, then codes. The key never leaves its file.
 */
@Component(
        service = BiFunction.class,
        property = {"rollcall.command=sign-codes", "rollcall.command.running=running"})
public final class SignCodesCommand implements BiFunction<List<String>, Consumer<String>, Integer> {
    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int CODES_FROM = 2;

    /** What is longer is no code of a school, and its symbol would have small modules. */
    private static final int MOST_CHARACTERS = 200;

    private final KeyFile key;

    @Activate
    public SignCodesCommand(BundleContext context) {
        this(Path.of(String.valueOf(context.getProperty("rollcall.home"))));
    }

    SignCodesCommand(Path home) {
        this.key = new KeyFile(home);
    }

    @Override
    public Integer apply(List<String> arguments, Consumer<String> out) {
        if (arguments.size() < CODES_FROM) {
            out.accept("! sign-codes [new-key] [ROSTER] CODE...: the first two may be empty and have to be there");
            return FAILED;
        }
        try {
            // First all codes, then the key, then lines: what cannot be done wholly is not begun.
            LinkedHashSet<String> codes = new LinkedHashSet<>();
            if (!arguments.get(1).isEmpty()) {
                codes.addAll(roster(Path.of(arguments.get(1))));
            }
            codes.addAll(arguments.subList(CODES_FROM, arguments.size()));
            for (String code : codes) {
                check(code);
            }
            if (arguments.get(0).equals("new-key")) {
                key.create();
                out.accept(
                        "! secrets/code.key is made; every terminal of the school needs the same, and no backup has it");
            }
            if (!codes.isEmpty()) {
                CodeSignature signature = new CodeSignature(key.read());
                out.accept("code,signed");
                for (String code : codes) {
                    out.accept(field(code) + "," + field(signature.sign(code)));
                }
            }
            return DONE;
        } catch (IOException | InvalidPathException e) {
            out.accept("! " + e.getMessage());
            return FAILED;
        }
    }

    private static List<String> roster(Path file) throws IOException {
        List<String> codes = new ArrayList<>();
        try (CsvReader<CsvRecord> records =
                CsvReader.builder().ofCsvRecord(Files.readString(file, StandardCharsets.UTF_8))) {
            for (CsvRecord record : records) {
                String first = record.getField(0).replace("\uFEFF", "").strip();
                if (record.getStartingLineNumber() > 1) {
                    codes.add(first);
                } else if (!first.equals("code")) {
                    throw new IOException(file + ", line 1: the first column is " + first + ", expected code");
                }
            }
        } catch (NoSuchFileException e) {
            throw new IOException(file + " does not exist", e);
        } catch (CharacterCodingException e) {
            throw new IOException(file + " is not UTF-8; save it as CSV in UTF-8", e);
        } catch (CsvParseException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
        return codes;
    }

    private static void check(String code) throws IOException {
        if (code.isBlank() || code.length() > MOST_CHARACTERS || code.chars().anyMatch(Character::isISOControl)) {
            throw new IOException("a code of " + code.length() + " characters: 1 to " + MOST_CHARACTERS
                    + " that can be printed are allowed");
        }
        if (CodeSignature.split(code).isPresent()) {
            throw new IOException(
                    "the code " + code + " looks signed already; give it without what is behind its last dot");
        }
    }

    /** As RFC 4180 has it; quoted also where the command line would take the line for progress or an error. */
    private static String field(String text) {
        boolean plain = text.chars().noneMatch(character -> ",\"".indexOf(character) >= 0);
        return plain && !text.startsWith("~") && !text.startsWith("!")
                ? text
                : "\"" + text.replace("\"", "\"\"") + "\"";
    }
}
