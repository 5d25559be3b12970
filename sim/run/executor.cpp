#include "sim/run/executor.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

#if TENURE_WITH_TBB
#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/partitioner.h>
#include <oneapi/tbb/task_arena.h>
#endif

namespace tenure::sim {

namespace {

/// The exception of the lowest index that threw.
class FirstFailure {
 public:
  template <class Fn>
  void guard(std::size_t i, Fn&& fn) {
    if (failed_.load(std::memory_order_relaxed) && i > lowest()) return;
    try {
      fn();
    } catch (...) {
      const std::lock_guard lock(mutex_);
      if (error_ == nullptr || i < index_) {
        error_ = std::current_exception();
        index_ = i;
        failed_.store(true, std::memory_order_relaxed);
      }
    }
  }
  void rethrow() const {
    if (error_ != nullptr) std::rethrow_exception(error_);
  }

 private:
  std::size_t lowest() {
    const std::lock_guard lock(mutex_);
    return index_;
  }

  std::mutex mutex_;
  std::atomic<bool> failed_ = false;
  std::exception_ptr error_;
  std::size_t index_ = 0;
};

class SerialExecutor final : public Executor {
 public:
  void for_each(std::size_t n, const std::function<void(std::size_t)>& fn) override {
    for (std::size_t i = 0; i < n; ++i) fn(i);
  }
  [[nodiscard]] std::size_t width() const override { return 1; }
};

/// Threads that live as long as the executor and share out each task list by a counter. A list that is begun inside a
/// task of this executor runs on its own thread.
class ThreadExecutor final : public Executor {
 public:
  explicit ThreadExecutor(std::size_t width) : width_(width) {
    for (std::size_t i = 1; i < width; ++i) threads_.emplace_back([this] { work(); });
  }
  ~ThreadExecutor() override {
    {
      const std::lock_guard lock(mutex_);
      stop_ = true;
    }
    wake_.notify_all();
    for (std::thread& thread : threads_) thread.join();
  }

  void for_each(std::size_t n, const std::function<void(std::size_t)>& fn) override {
    std::unique_lock busy(busy_, std::try_to_lock);
    if (!busy.owns_lock() || n < 2 || threads_.empty()) {
      for (std::size_t i = 0; i < n; ++i) fn(i);
      return;
    }
    FirstFailure failure;
    {
      const std::lock_guard lock(mutex_);
      list_ = {n, &fn, &failure};
      next_.store(0, std::memory_order_relaxed);
      ++round_;
      round_seen_.store(round_, std::memory_order_release);
      at_work_ = threads_.size();
    }
    wake_.notify_all();
    run(list_);
    std::unique_lock lock(mutex_);
    done_.wait(lock, [this] { return at_work_ == 0; });
    lock.unlock();
    busy.unlock();
    failure.rethrow();
  }
  [[nodiscard]] std::size_t width() const override { return width_; }

 private:
  struct List {
    std::size_t n = 0;
    const std::function<void(std::size_t)>* fn = nullptr;
    FirstFailure* failure = nullptr;
  };

  void run(const List& list) {
    for (;;) {
      const std::size_t i = next_.fetch_add(1, std::memory_order_relaxed);
      if (i >= list.n) return;
      list.failure->guard(i, [&] { (*list.fn)(i); });
    }
  }

  void work() {
    std::uint64_t seen = 0;
    for (;;) {
      // windows follow each other within microseconds: look for a while before sleeping
      for (int i = 0; i < 2000 && round_seen_.load(std::memory_order_acquire) == seen; ++i) std::this_thread::yield();
      List list;
      {
        std::unique_lock lock(mutex_);
        wake_.wait(lock, [&] { return stop_ || round_ != seen; });
        if (stop_) return;
        seen = round_;
        list = list_;
      }
      run(list);
      {
        const std::lock_guard lock(mutex_);
        if (--at_work_ == 0) done_.notify_one();
      }
    }
  }

  std::size_t width_;
  std::mutex busy_;  // one list at a time
  std::mutex mutex_;
  std::condition_variable wake_, done_;
  List list_;
  std::atomic<std::size_t> next_ = 0;
  std::uint64_t round_ = 0;
  std::atomic<std::uint64_t> round_seen_ = 0;
  std::size_t at_work_ = 0;
  bool stop_ = false;
  std::vector<std::thread> threads_;
};

#if TENURE_WITH_TBB
class TbbExecutor final : public Executor {
 public:
  explicit TbbExecutor(std::size_t width)
      : allowed_(tbb::global_control::max_allowed_parallelism, width), arena_(static_cast<int>(width)), width_(width) {}

  void for_each(std::size_t n, const std::function<void(std::size_t)>& fn) override {
    FirstFailure failure;
    arena_.execute([&] {
      // isolated: a thread that waits for the tasks of one cell does not begin another cell meanwhile
      tbb::this_task_arena::isolate([&] {
        tbb::parallel_for(
            std::size_t{0}, n, [&](std::size_t i) { failure.guard(i, [&] { fn(i); }); }, tbb::simple_partitioner());
      });
    });
    failure.rethrow();
  }
  [[nodiscard]] std::size_t width() const override { return width_; }

 private:
  tbb::global_control allowed_;  // also more threads than processors, if that is wanted
  tbb::task_arena arena_;
  std::size_t width_;
};
#endif

}  // namespace

std::unique_ptr<Executor> make_executor(Backend backend, std::size_t width) {
  if (width == 0) width = std::max<std::size_t>(1, std::thread::hardware_concurrency());
  if (backend == Backend::serial || width == 1) return std::make_unique<SerialExecutor>();
#if TENURE_WITH_TBB
  if (backend == Backend::tbb) return std::make_unique<TbbExecutor>(width);
#endif
  return std::make_unique<ThreadExecutor>(width);
}

}  // namespace tenure::sim
