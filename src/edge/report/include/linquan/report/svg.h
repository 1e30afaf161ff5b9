#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace linquan::report {

/// `text` as it may stand in XML and HTML, between quotes too.
std::string escaped(std::string_view text);

/// How wide a text of this size is drawn, roughly; wide characters count as one em.
double text_width(std::string_view text, double size);
/// `text`, cut with an ellipsis where it is wider than `width`.
std::string shortened(std::string_view text, double size, double width);

/// A drawing as SVG text: whole units and tenths, no scripts, nothing from elsewhere.
class Svg {
 public:
  struct Point {
    double x = 0;
    double y = 0;
  };
  struct Size {
    double width = 0;
    double height = 0;
  };
  struct Lettering {
    double size = 12;
    std::string_view anchor = "start";  ///< start, middle, end
    std::string_view fill = "#333333";
    bool bold = false;
    bool halo = false;  ///< a white rim, for letters on a map
  };

  /// `title` is read aloud in place of the picture.
  Svg(Size size, std::string_view title);

  void rect(Point corner, Size size, std::string_view style);
  void line(Point from, Point to, std::string_view style);
  void circle(Point centre, double radius, std::string_view style);
  /// `style`: attributes as text, such as `fill="none"`.
  void polyline(std::vector<Point> const& points, std::string_view style);
  void polygon(std::vector<Point> const& points, std::string_view style);
  void path(std::string_view data, std::string_view style);
  void text(Point at, std::string_view text, Lettering const& lettering);
  void text(Point at, std::string_view text) { this->text(at, text, Lettering{}); }
  void open(std::string_view attributes);  ///< a group
  void close();
  void open_window(Size size);  ///< at the origin; what is drawn until close_window() ends at its rim
  void close_window();

  [[nodiscard]] std::string str() const;

 private:
  std::string text_;
};

/// A number for an attribute: one decimal at most; stops the program at what is no number.
std::string number(double value);

}  // namespace linquan::report
