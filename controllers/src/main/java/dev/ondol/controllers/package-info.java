/// The role that turns plans into commands: [ControlRole] listens to the plant and to operators, lets the verifier check
/// every value, sends, waits for the acknowledgement, and hands the plant back to its own rules when anything is amiss.
/// It starts from configuration and knows the broker and the historian; rules of control live in the packages below.
@NullMarked
package dev.ondol.controllers;

import org.jspecify.annotations.NullMarked;
