# What is installed, and the Debian package that `cpack` makes of it (packaging/make.sh calls it reproducibly).
include(GNUInstallDirs)

install(TARGETS linquan RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(FILES packaging/linquan-import.service DESTINATION lib/systemd/system)
install(FILES packaging/linquan.sysusers DESTINATION lib/sysusers.d RENAME linquan.conf)
install(FILES packaging/linquan.yaml DESTINATION /etc/linquan)
install(FILES packaging/basemap/config.json packaging/basemap/process.lua
  DESTINATION ${CMAKE_INSTALL_DATADIR}/linquan/basemap)
# web/desk is built by ./run and ./test (npm run build); without it the package has no desk.
install(DIRECTORY web/desk/dist/ DESTINATION ${CMAKE_INSTALL_DATADIR}/linquan/desk OPTIONAL)
install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR} RENAME copyright)
install(FILES NOTICE README.md README.zh-CN.md CHANGELOG.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(FILES docs/access.md docs/circle.svg docs/circles.md docs/city-file.md docs/cli.md docs/community.md
  docs/configuration.md docs/demo-city.md docs/desk.jpg docs/desk.md docs/formats.md
  docs/glossary.md docs/holidays.md docs/http.md docs/jobs.md
  docs/kinds.md docs/limits.md docs/merchants.md docs/needs.md docs/reports.md docs/standards.md docs/store.md
  docs/tiles.md
  DESTINATION ${CMAKE_INSTALL_DOCDIR}/docs)

# What somebody changes a copy of; the program itself has them built in.
install(FILES standards/gb-50180.yaml standards/holidays.yaml standards/kinds.yaml standards/local-xuzhou.yaml
  standards/mofcom.yaml standards/persons.yaml standards/star-scheme.yaml standards/td-t-1062.yaml
  DESTINATION ${CMAKE_INSTALL_DOCDIR}/standards)
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME linquan)
set(CPACK_PACKAGE_CONTACT "Linquan")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "${PROJECT_DESCRIPTION}")
set(CPACK_PACKAGE_DESCRIPTION
  "Linquan turns a map extract and a city's own tables into a city file and answers who reaches what on foot.")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_SET_DESTDIR OFF)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# proj-data and GDAL's own tables hold the coordinate systems that are opened by name.
set(CPACK_DEBIAN_PACKAGE_DEPENDS "proj-data, gdal-data")
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA
  ${PROJECT_SOURCE_DIR}/packaging/conffiles ${PROJECT_SOURCE_DIR}/packaging/postinst
  ${PROJECT_SOURCE_DIR}/packaging/postrm)
include(CPack)
