/// The roles wired as processes of their own: each reads one `ondol.yaml` and meets the others over MQTT and the historian only.
@NullMarked
package dev.ondol.app.role;

import org.jspecify.annotations.NullMarked;
