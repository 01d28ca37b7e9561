package rollcall.alerts.channel;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import rollcall.alert.AlertChannel;
import rollcall.alert.Delivery;
import rollcall.alert.Delivery.Outcome;
import rollcall.alert.Notice;
import rollcall.alert.Severity;
import rollcall.message.TextMessages;

/** Critical alerts as SMS, one to each number, one segment long, so many a day. */
final class SmsChannel implements AlertChannel {
    private final TextMessages gateway;
    private final List<String> numbers;
    private final String name;
    private final int afterMinutes;
    private final SmsBudget budget;
    private String key = "";

    /** Who got the notice under way: a second try spares them. */
    private final Set<String> reached = new HashSet<>();

    /** Those who are told first. */
    static SmsChannel first(Target target, AlertsConfig config, SmsBudget budget) {
        return new SmsChannel(
                "sms",
                target,
                config,
                numbers("admin_numbers", config.sms_admin__numbers()),
                config.sms_after__minutes(),
                budget);
    }

    /** Those who are told if that did not help; they share the budget. */
    static SmsChannel second(Target target, AlertsConfig config, SmsBudget budget) {
        return new SmsChannel(
                "sms-second",
                target,
                config,
                numbers("second_numbers", config.sms_second__numbers()),
                config.sms_second__after__minutes(),
                budget);
    }

    private SmsChannel(
            String name, Target target, AlertsConfig config, List<String> numbers, int afterMinutes, SmsBudget budget) {
        this.name = name;
        this.gateway = new SmsGateway(target, config);
        this.numbers = numbers;
        this.afterMinutes = afterMinutes;
        this.budget = budget;
    }

    private static List<String> numbers(String key, String[] numbers) {
        if (numbers.length == 0 || !Stream.of(numbers).allMatch(number -> number.matches("\\+?[0-9]{4,15}"))) {
            throw new IllegalArgumentException(
                    "alerts.sms." + key + ": at least one number of 4 to 15 digits, with or without +, is needed");
        }
        return List.of(numbers);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Severity least() {
        return Severity.CRITICAL;
    }

    @Override
    public int afterMinutes() {
        return afterMinutes;
    }

    @Override
    public Delivery deliver(Notice notice) throws InterruptedException {
        if (!notice.key().equals(key)) {
            reached.clear();
            key = notice.key();
        }
        for (String number : numbers) {
            if (!reached.contains(number)) {
                Delivery delivery = send(number, notice);
                if (delivery.outcome() != Outcome.DELIVERED) {
                    return delivery;
                }
                reached.add(number);
            }
        }
        return Delivery.delivered(numbers.size() + " SMS");
    }

    private Delivery send(String number, Notice notice) throws InterruptedException {
        if (!budget.take()) {
            return new Delivery(
                    Outcome.RETRY,
                    "all " + budget.most() + " SMS of today (alerts.sms.daily_budget) are sent",
                    Duration.ofHours(1));
        }
        int place = numbers.indexOf(number);
        // One key for each number: a gateway that knows keys would take the second for a repetition.
        return gateway.send(number, SmsText.of(notice), place == 0 ? notice.key() : notice.key() + "-" + (place + 1));
    }
}
