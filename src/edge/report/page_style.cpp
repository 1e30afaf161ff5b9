#include "page_style.h"

namespace linquan::report {

std::string_view const page_style = R"css(
@page { size: A4 portrait; margin: 11mm 14mm 11mm; }
* { box-sizing: border-box; }
html { font: 9.6pt/1.5 "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "PingFang SC",
  "Microsoft YaHei", system-ui, sans-serif; color: #2f3336; font-variant-numeric: tabular-nums; }
body { margin: 0 auto; max-width: 182mm; -webkit-print-color-adjust: exact; print-color-adjust: exact; }
header { border-bottom: 0.5mm solid #2f3336; padding-bottom: 2mm; margin-bottom: 3mm; }
header p { margin: 0; color: #767b80; font-size: 8.6pt; }
h1 { font-size: 18pt; line-height: 1.25; margin: 0.5mm 0 1mm; font-weight: 600; }
h2 { font-size: 11pt; margin: 3mm 0 1mm; font-weight: 600; break-after: avoid; }
h2 + p { margin-top: 0; }
.figures { display: flex; gap: 3mm 9mm; flex-wrap: wrap; margin: 0 0 3mm; }
.figures dt { color: #767b80; font-size: 8.4pt; }
.figures dd { margin: 0; font-size: 15pt; line-height: 1.25; font-weight: 600; }
.figures p { margin: 0; color: #767b80; font-size: 8pt; }
figure { margin: 0 0 2.5mm; break-inside: avoid; }
figcaption { color: #767b80; font-size: 8.6pt; margin-bottom: 0.6mm; }
figure svg { display: block; width: 100%; height: auto; max-height: 246mm; }
.two { columns: 2; column-gap: 7mm; }
.three { columns: 3; column-gap: 5mm; }
ol.gaps { list-style: none; margin: 0; padding: 0; font-size: 7.5pt; line-height: 1.36; }
ol.gaps li { padding: 0.6mm 0; border-bottom: 0.2mm solid #e4e6e7; break-inside: avoid; }
ol.gaps i { font-style: normal; color: #4a5560; }
.no { display: inline-block; min-width: 5.4mm; padding: 0 0.6mm; border: 0.25mm solid #2f3336; border-radius: 0.9mm;
  text-align: center; font-size: 7.2pt; line-height: 3.1mm; }
table { width: 100%; border-collapse: collapse; font-size: 7.9pt; line-height: 1.3; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
h2 + .persons { break-inside: avoid; }
th { text-align: left; font-weight: 600; color: #767b80; border-bottom: 0.3mm solid #767b80; font-size: 7.6pt;
  vertical-align: bottom; padding: 0.5mm 1mm; }
td { padding: 0.25mm 0.8mm; border-bottom: 0.2mm solid #e4e6e7; vertical-align: top; }
.w { white-space: nowrap; }
.n { text-align: right; white-space: nowrap; }
th.n { white-space: normal; }
.q { color: #767b80; }
td span.q { font-size: 7pt; }
td.low { color: #8c3a08; font-weight: 600; }
td.b { width: 10mm; padding-top: 0.95mm; }
.bar { display: flex; height: 2.2mm; background: #eceded; }
.bar i { display: block; height: 100%; }
.bar .m { background: #2b6a99; }
.bar .u { background: #dd8534; }
.clauses { list-style: none; margin: 0; padding: 0; font-size: 6.5pt; line-height: 1.32; color: #767b80; }
.clauses li { break-inside: avoid; padding: 0.3mm 0; }
.clauses b { color: #2f3336; font-weight: 600; }
footer { break-inside: avoid; }
footer { margin-top: 2mm; border-top: 0.2mm solid #c9cccd; padding-top: 1mm; color: #767b80; font-size: 6.5pt;
  line-height: 1.4; }
a { color: inherit; text-decoration-color: #a9adb1; text-underline-offset: 0.6mm; }
@media screen { body { padding: 10mm 0 20mm; } }
)css";

}  // namespace linquan::report
