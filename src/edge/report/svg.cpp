#include "linquan/report/svg.h"

#include <fmt/format.h>

#include <cmath>
#include <cstddef>
#include <iterator>

#include "linquan/base/ensure.h"
#include "linquan/text/text.h"

namespace linquan::report {
namespace {

/// Of letters that are not wide, as a share of their size.
constexpr double narrow = 0.56;

std::string points_text(std::vector<Svg::Point> const& points) {
  std::string text;
  for (auto const& at : points) {
    text += (text.empty() ? "" : " ") + number(at.x) + "," + number(at.y);
  }
  return text;
}

}  // namespace

std::string escaped(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (auto const c : text) {
    switch (c) {
      case '&':
        result += "&amp;";
        break;
      case '<':
        result += "&lt;";
        break;
      case '>':
        result += "&gt;";
        break;
      case '"':
        result += "&quot;";
        break;
      default:
        // No control characters in XML; what a table held of them is of no use on paper either.
        result += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
    }
  }
  return result;
}

double text_width(std::string_view text, double size) {
  std::size_t letters = 0;
  for (auto const c : text) {
    letters += (static_cast<unsigned char>(c) & 0xC0U) == 0x80U ? 0U : 1U;
  }
  auto const wide = text::columns_of(text) - letters;
  return size * (static_cast<double>(wide) + narrow * static_cast<double>(letters - wide));
}

std::string shortened(std::string_view text, double size, double width) {
  if (text_width(text, size) <= width) {
    return std::string{text};
  }
  auto end = text.size();
  while (end > 0 && text_width(text.substr(0, end), size) + size > width) {
    --end;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) {
      --end;
    }
  }
  return std::string{text.substr(0, end)} + "…";
}

std::string number(double value) {
  ensure(std::isfinite(value), "a drawing's coordinates are numbers");
  auto text = fmt::format("{:.1f}", value);
  if (text.ends_with(".0")) {
    text.resize(text.size() - 2);
  }
  return text == "-0" ? "0" : text;
}

Svg::Svg(Size size, std::string_view title)
    : text_{fmt::format("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0} {1}\" role=\"img\" "
                        "font-family=\"'Noto Sans CJK SC','Noto Sans SC','Source Han Sans SC','PingFang SC',"
                        "'Microsoft YaHei',sans-serif\"><title>{2}</title>",
                        number(size.width), number(size.height), escaped(title))} {}

void Svg::rect(Point corner, Size size, std::string_view style) {
  fmt::format_to(std::back_inserter(text_), R"(<rect x="{}" y="{}" width="{}" height="{}" {}/>)", number(corner.x),
                 number(corner.y), number(size.width), number(size.height), style);
}

void Svg::line(Point from, Point to, std::string_view style) {
  fmt::format_to(std::back_inserter(text_), R"(<line x1="{}" y1="{}" x2="{}" y2="{}" {}/>)", number(from.x),
                 number(from.y), number(to.x), number(to.y), style);
}

void Svg::circle(Point centre, double radius, std::string_view style) {
  fmt::format_to(std::back_inserter(text_), R"(<circle cx="{}" cy="{}" r="{}" {}/>)", number(centre.x),
                 number(centre.y), number(radius), style);
}

void Svg::polyline(std::vector<Point> const& points, std::string_view style) {
  fmt::format_to(std::back_inserter(text_), R"(<polyline points="{}" fill="none" {}/>)", points_text(points), style);
}

void Svg::polygon(std::vector<Point> const& points, std::string_view style) {
  fmt::format_to(std::back_inserter(text_), R"(<polygon points="{}" {}/>)", points_text(points), style);
}

void Svg::path(std::string_view data, std::string_view style) {
  fmt::format_to(std::back_inserter(text_), R"(<path d="{}" {}/>)", data, style);
}

void Svg::text(Point at, std::string_view text, Lettering const& lettering) {
  fmt::format_to(std::back_inserter(text_),
                 R"(<text x="{}" y="{}" font-size="{}" text-anchor="{}" fill="{}"{}{}>{}</text>)", number(at.x),
                 number(at.y), number(lettering.size), lettering.anchor, lettering.fill,
                 lettering.bold ? " font-weight=\"600\"" : "",
                 lettering.halo ? " stroke=\"#ffffff\" stroke-width=\"4\" paint-order=\"stroke\"" : "", escaped(text));
}

void Svg::open(std::string_view attributes) {
  fmt::format_to(std::back_inserter(text_), "<g {}>", attributes);
}

void Svg::close() {
  text_ += "</g>";
}

void Svg::open_window(Size size) {
  fmt::format_to(std::back_inserter(text_), R"(<svg width="{}" height="{}" overflow="hidden">)", number(size.width),
                 number(size.height));
}

void Svg::close_window() {
  text_ += "</svg>";
}

std::string Svg::str() const {
  return text_ + "</svg>\n";
}

}  // namespace linquan::report
