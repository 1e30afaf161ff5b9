#include "page_style.h"

namespace linquan::report {

std::string_view const page_style = R"css(
@page { size: A4 portrait; margin: 13mm 14mm 14mm; }
* { box-sizing: border-box; }
html { font: 9.6pt/1.5 "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "PingFang SC",
  "Microsoft YaHei", system-ui, sans-serif; color: #2f3336; font-variant-numeric: tabular-nums; }
body { margin: 0 auto; max-width: 182mm; -webkit-print-color-adjust: exact; print-color-adjust: exact; }
header { border-bottom: 0.5mm solid #2f3336; padding-bottom: 2.5mm; margin-bottom: 3.5mm; }
header p { margin: 0; color: #767b80; font-size: 8.6pt; }
h1 { font-size: 19pt; line-height: 1.25; margin: 0.5mm 0 1mm; font-weight: 600; }
h2 { font-size: 11.5pt; margin: 5mm 0 1.5mm; font-weight: 600; break-after: avoid; }
h2 + p { margin-top: 0; }
.figures { display: flex; gap: 4mm 8mm; flex-wrap: wrap; margin: 0 0 4mm; }
.figures dt { color: #767b80; font-size: 8.4pt; }
.figures dd { margin: 0; font-size: 15pt; line-height: 1.25; font-weight: 600; }
.figures p { margin: 0; color: #767b80; font-size: 8pt; }
figure { margin: 0 0 4mm; break-inside: avoid; }
figure svg { display: block; width: 100%; height: auto; }
ol.gaps { list-style: none; margin: 0; padding: 0; }
ol.gaps li { display: flex; gap: 3mm; padding: 1.1mm 0; border-bottom: 0.2mm solid #e4e6e7; break-inside: avoid; }
.no { flex: 0 0 7mm; height: 5mm; border: 0.3mm solid #2f3336; border-radius: 1mm; text-align: center;
  font-size: 8.4pt; line-height: 4.4mm; }
small { color: #767b80; font-size: 8.2pt; }
table { width: 100%; border-collapse: collapse; font-size: 8.8pt; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
th { text-align: left; font-weight: 600; color: #767b80; border-bottom: 0.3mm solid #767b80; font-size: 8.2pt;
  vertical-align: bottom; padding: 0.8mm 1.5mm; }
td { padding: 0.75mm 1.5mm; border-bottom: 0.2mm solid #e4e6e7; vertical-align: top; }
.n { text-align: right; white-space: nowrap; }
.q { color: #767b80; }
td span.q { font-size: 8pt; }
td.low { color: #8c3a08; font-weight: 600; }
td.b { width: 30mm; padding-top: 1.7mm; }
.bar { display: flex; height: 2.4mm; background: #eceded; }
.bar i { display: block; height: 100%; }
.bar .m { background: #2b6a99; }
.bar .u { background: #dd8534; }
.persons { width: auto; }
.persons td, .persons th { padding-right: 6mm; }
footer { margin-top: 5mm; border-top: 0.2mm solid #c9cccd; padding-top: 1.5mm; color: #767b80; font-size: 8pt; }
footer p { margin: 0 0 0.8mm; }
a { color: inherit; text-decoration-color: #a9adb1; text-underline-offset: 0.6mm; }
@media screen { body { padding: 10mm 0 20mm; } }
)css";

}  // namespace linquan::report
