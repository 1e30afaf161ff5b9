# Writes a C++ file that holds INPUT as bytes; run by linquan_embed().
file(READ ${INPUT} hex HEX)
string(LENGTH "${hex}" length)
math(EXPR size "${length} / 2")
math(EXPR room "${size} + 1")
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "'\\\\x\\1'," bytes "${hex}")
string(REGEX REPLACE "(('\\\\x..',){24})" "\\1\n    " bytes "${bytes}")
file(WRITE ${OUTPUT} "#include <array>
#include <string_view>
namespace ${NAMESPACE} {
namespace {
constexpr std::array<char, ${room}> bytes{
    ${bytes}'\\x00'};
}  // namespace
extern std::string_view const ${VARIABLE};
std::string_view const ${VARIABLE}{bytes.data(), ${size}};
}  // namespace ${NAMESPACE}
")
