#include "file_reader.h"

namespace linquan::city {

void Reader::outlets(format::Outlets::Reader in) {
  auto& outlets = city_.outlets;
  ids(in.getId(), "outlets.id", outlets);
  texts(in.getName(), "outlets.name", outlets, &Outlet::name);
  numbers(in.getServing(), "outlets.serving", outlets, &Outlet::serving);
  texts(in.getAddress(), "outlets.address", outlets, &Outlet::address);
  texts(in.getTelephone(), "outlets.telephone", outlets, &Outlet::telephone);
  texts(in.getLicence(), "outlets.licence", outlets, &Outlet::licence);
  texts(in.getOpened(), "outlets.opened", outlets, &Outlet::opened);
  texts(in.getRebuilt(), "outlets.rebuilt", outlets, &Outlet::rebuilt);
  texts(in.getChain(), "outlets.chain", outlets, &Outlet::chain);
  texts(in.getCondition(), "outlets.condition", outlets, &Outlet::condition);
  texts(in.getHoursText(), "outlets.hoursText", outlets, &Outlet::hours_text);
  numbers(in.getPlacing(), "outlets.placing", outlets, &Outlet::placing);
  numbers(in.getPlacingPermille(), "outlets.placingPermille", outlets, &Outlet::placing_permille);
  numbers(in.getCommunity(), "outlets.community", outlets, &Outlet::community);
  auto const known = column(in.getCapacityKnown(), "outlets.capacityKnown", outlets.size());
  auto const capacity = column(in.getCapacity(), "outlets.capacity", outlets.size());
  for (std::size_t i = 0; i < outlets.size(); ++i) {
    outlets[i].capacity = optional_of(known[i], capacity[i]);
  }
}

void Reader::outlet_lists(format::Outlets::Reader in) {
  auto const n = city_.outlets.size();
  RunsOf<std::uint32_t> sources{in.getSources(), "outlets.sources", n};
  RunsOf<kinds::KindIndex> kinds{in.getKinds(), "outlets.kinds", n};
  RunsOf<std::uint32_t> marks{in.getMarks(), "outlets.marks", n};
  for (auto& outlet : city_.outlets) {
    outlet.sources = strings(sources.next());
    outlet.kinds = vector_of(kinds.next());
    outlet.marks = strings(marks.next());
  }
}

void Reader::stands(format::Outlets::Reader in) {
  auto const places = points_of(in.getStandAt(), "outlets.standAt");
  auto const n = places.size();
  auto const hours = column(in.getStandHours(), "outlets.standHours", n);
  AccessColumns const accesses{in.getStandAccesses(), "outlets.standAccesses"};
  Runs access_runs{column(in.getStandAccessCounts(), "outlets.standAccessCounts", n), accesses.size(),
                   "outlets.standAccessCounts"};
  Runs stand_runs{column(in.getStandCounts(), "outlets.standCounts", city_.outlets.size()), n, "outlets.standCounts"};
  for (auto& outlet : city_.outlets) {
    auto const run = stand_runs.next();
    outlet.stands.resize(run.count);
    for (std::size_t i = 0; i < run.count; ++i) {
      auto& stand = outlet.stands[i];
      stand.at = places[run.first + i];
      if (hours[run.first + i] != walk::none) {
        stand.hours = texts_.hours(hours[run.first + i]);
      }
      auto const doors = access_runs.next();
      stand.accesses.reserve(doors.count);
      for (std::size_t door = 0; door < doors.count; ++door) {
        stand.accesses.push_back(accesses[doors.first + door]);
      }
    }
  }
}

void Reader::services(format::Outlets::Reader in) {
  auto const kinds = column(in.getServiceKind(), "outlets.serviceKind");
  auto const n = kinds.size();
  auto const names = column(in.getServiceName(), "outlets.serviceName", n);
  auto const known = column(in.getServicePriceKnown(), "outlets.servicePriceKnown", n);
  auto const prices = column(in.getServicePriceFromFen(), "outlets.servicePriceFromFen", n);
  Runs runs{column(in.getServiceCounts(), "outlets.serviceCounts", city_.outlets.size()), n, "outlets.serviceCounts"};
  for (auto& outlet : city_.outlets) {
    auto const run = runs.next();
    outlet.services.reserve(run.count);
    for (auto i = run.first; i < run.first + run.count; ++i) {
      outlet.services.push_back({kinds[i], std::string{texts_(names[i])}, optional_of(known[i], prices[i])});
    }
  }
}

void Reader::gates(format::Gates::Reader in) {
  ids(in.getId(), "gates.id", city_.gates);
  texts(in.getSource(), "gates.source", city_.gates, &Gate::source);
  numbers(in.getGraphGate(), "gates.graphGate", city_.gates, &Gate::graph_gate);
  numbers(in.getCompound(), "gates.compound", city_.gates, &Gate::compound);
}

void Reader::candidates(format::Candidates::Reader in) {
  auto& candidates = city_.candidates;
  auto const places = points_of(in.getAt(), "candidates.at");
  auto const n = places.size();
  candidates.resize(n);
  texts(in.getSource(), "candidates.source", candidates, &Candidate::source);
  texts(in.getName(), "candidates.name", candidates, &Candidate::name);
  texts(in.getType(), "candidates.type", candidates, &Candidate::type);
  AccessColumns const accesses{in.getAccess(), "candidates.access", n};
  RunsOf<kinds::KindIndex> kinds{in.getKinds(), "candidates.kinds", n};
  auto const cost_known = column(in.getCostKnown(), "candidates.costKnown", n);
  auto const cost = column(in.getCostFen(), "candidates.costFen", n);
  auto const capacity_known = column(in.getCapacityKnown(), "candidates.capacityKnown", n);
  auto const capacity = column(in.getCapacity(), "candidates.capacity", n);
  if (in.hasDays()) {
    auto const days = column(in.getDays(), "candidates.days", n);
    for (std::size_t i = 0; i < n; ++i) {
      candidates[i].days = days[i];
    }
  }
  for (std::size_t i = 0; i < n; ++i) {
    candidates[i].at = places[i];
    candidates[i].access = accesses[i];
    candidates[i].kinds = vector_of(kinds.next());
    candidates[i].cost_fen = optional_of(cost_known[i], cost[i]);
    candidates[i].capacity = optional_of(capacity_known[i], capacity[i]);
  }
}

void Reader::inputs(format::Inputs::Reader in) {
  auto& inputs = city_.inputs;
  auto const bytes = column(in.getBytes(), "inputs.bytes");
  inputs.resize(bytes.size());
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    inputs[i].bytes = bytes[i];
  }
  texts(in.getRole(), "inputs.role", inputs, &InputFile::role);
  texts(in.getName(), "inputs.name", inputs, &InputFile::name);
  texts(in.getSha256(), "inputs.sha256", inputs, &InputFile::sha256);
  texts(in.getDate(), "inputs.date", inputs, &InputFile::date);
  texts(in.getAttribution(), "inputs.attribution", inputs, &InputFile::attribution);
  texts(in.getCrs(), "inputs.crs", inputs, &InputFile::crs);
}

void Reader::completeness(format::Completeness::Reader in) {
  auto const sources = column(in.getSource(), "completeness.source");
  RunsOf<kinds::KindIndex> kinds{in.getKinds(), "completeness.kinds", sources.size()};
  RunsOf<std::uint32_t> codes{in.getAreaCodes(), "completeness.areaCodes", sources.size()};
  for (auto const source : sources) {
    city_.completeness.push_back({std::string{texts_(source)}, vector_of(kinds.next()), strings(codes.next())});
  }
}

void Reader::skipped(format::Report::Reader in) {
  auto& report = city_.report;
  report.people_given = {in.getPeopleGiven()};
  report.people_unplaced = {in.getPeopleUnplaced()};
  report.buildings = in.getBuildings();
  report.dwellings = in.getDwellings();
  auto const reasons = column(in.getSkippedReason(), "report.skippedReason");
  auto const counts = column(in.getSkippedCount(), "report.skippedCount", reasons.size());
  for (std::size_t i = 0; i < reasons.size(); ++i) {
    if (!report.skipped.emplace(texts_(reasons[i]), counts[i]).second) {
      throw Damaged{"report.skippedReason"};
    }
  }
}

void Reader::notices(format::Report::Reader in) {
  auto const codes = column(in.getNoticeCode(), "report.noticeCode");
  RunsOf<std::uint32_t> args{in.getNoticeArgs(), "report.noticeArgs", codes.size()};
  for (auto const code : codes) {
    Notice notice{std::string{texts_(code)}, {}};
    auto const words = args.next();
    if (words.size() % 2 != 0) {
      throw Damaged{"report.noticeArgs"};
    }
    for (std::size_t i = 0; i < words.size(); i += 2) {
      notice.args.emplace_back(texts_(words[i]), texts_(words[i + 1]));
    }
    city_.report.notices.push_back(std::move(notice));
  }
}

void Reader::unsnapped(format::Report::Reader in) {
  auto& rows = city_.report.unsnapped;
  auto const homes = column(in.getUnsnappedHome(), "report.unsnappedHome");
  rows.resize(homes.size());
  auto const places = points_of(in.getUnsnappedAt(), "report.unsnappedAt", rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    rows[i].home = HomeId{homes[i]};
    rows[i].at = places[i];
  }
  texts(in.getUnsnappedSource(), "report.unsnappedSource", rows, &UnsnappedHome::source);
  texts(in.getUnsnappedReason(), "report.unsnappedReason", rows, &UnsnappedHome::reason);
  numbers(in.getUnsnappedMetres(), "report.unsnappedMetres", rows, &UnsnappedHome::metres);
}

void Reader::doubles(format::Report::Reader in) {
  auto& rows = city_.report.doubles;
  auto const metres = column(in.getDoubleMetres(), "report.doubleMetres");
  rows.resize(metres.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    rows[i].metres = metres[i];
  }
  texts(in.getDoubleKept(), "report.doubleKept", rows, &Report::Double::kept);
  texts(in.getDoubleMerged(), "report.doubleMerged", rows, &Report::Double::merged);
  texts(in.getDoubleName(), "report.doubleName", rows, &Report::Double::name);
}

}  // namespace linquan::city
