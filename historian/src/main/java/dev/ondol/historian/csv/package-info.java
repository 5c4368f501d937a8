/// History as CSV files: [CsvExport] writes what is stored, [CsvImport] stores what a file has, each reading once however
/// often it is imported. Files and streams belong to the caller.
@NullMarked
package dev.ondol.historian.csv;

import org.jspecify.annotations.NullMarked;
