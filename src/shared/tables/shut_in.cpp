#include "shut_in.h"

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#include <array>
#include <cerrno>
#include <cstddef>
#include <vector>

namespace linquan::tables {
namespace {

#if defined(__x86_64__)
constexpr unsigned machine = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr unsigned machine = AUDIT_ARCH_AARCH64;
#else
#error "say which machine this is, so that its system calls can be told apart"
#endif

sock_filter statement(unsigned code, unsigned k) {
  return {static_cast<unsigned short>(code), 0, 0, k};
}

sock_filter jump(unsigned code, unsigned k, unsigned yes, unsigned no) {
  return {static_cast<unsigned short>(code), static_cast<unsigned char>(yes), static_cast<unsigned char>(no), k};
}

}  // namespace

bool shut_in() {
  static constexpr std::array refused {
#if defined(__x86_64__)
    unsigned{SYS_fork}, unsigned{SYS_vfork},
#endif
        unsigned{SYS_clone}, unsigned{SYS_clone3}, unsigned{SYS_execve}, unsigned{SYS_execveat}, unsigned{SYS_socket},
        unsigned{SYS_socketpair}, unsigned{SYS_connect}, unsigned{SYS_bind}, unsigned{SYS_ptrace},
        unsigned{SYS_process_vm_readv}, unsigned{SYS_process_vm_writev}, unsigned{SYS_kill}, unsigned{SYS_unshare},
        unsigned{SYS_mount}, unsigned{SYS_bpf}, unsigned {
      SYS_io_uring_setup
    }
  };
  std::vector<sock_filter> filter{
      statement(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, arch)),
      jump(BPF_JMP | BPF_JEQ | BPF_K, machine, 1, 0),
      statement(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
      statement(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
      // The second set of numbers that x86 has for the same calls.
      jump(BPF_JMP | BPF_JGE | BPF_K, 0x40000000U, 0, 1),
      statement(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
  };
  for (auto const call : refused) {
    filter.push_back(jump(BPF_JMP | BPF_JEQ | BPF_K, call, 0, 1));
    filter.push_back(statement(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM));
  }
  filter.push_back(statement(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
  sock_fprog const program{static_cast<unsigned short>(filter.size()), filter.data()};
  return ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
         ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0) == 0;
}

}  // namespace linquan::tables
