package dev.ondol.facility.operation;

import java.util.Map;

/// Something that an operator does to an alarm, a recommendation, a zone or the shift log, published by the dashboard on
/// `.../act/{id}` and answered on `.../act-reply/{id}`. The same id again is the same act.
///
/// @param id        unique name of the act
/// @param kind      `alarm`, `recommendation`, `zone` or `shift-log`: who answers
/// @param action    what is done, for example `ack`
/// @param target    id of the alarm or recommendation, or name of the zone; may be empty
/// @param principal who does it
/// @param wall      wall time in milliseconds
/// @param params    what it needs, as texts
public record OperatorAct(String id, String kind, String action, String target, String principal, long wall,
        Map<String, String> params) {
    public OperatorAct {
        params = Map.copyOf(params);
    }

    /// A parameter, or the empty text.
    public String param(String name) {
        return params.getOrDefault(name, "");
    }
}
