/// One MQTT 5 session on Eclipse Paho, and the only place that knows Paho. A role opens one [MqttSession], hands over its
/// subscriptions and one handler, and publishes; reconnecting, fencing of acknowledgements, back-pressure and threads are
/// settled here. What a message means belongs to the facility's contract and to the roles, not here.
@NullMarked
package dev.ondol.messaging;

import org.jspecify.annotations.NullMarked;
