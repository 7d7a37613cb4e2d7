# FV_VERSION: that of the newest tag, with how many commits are on top of it and which; without a
# tag the project's with the commit; without git the project's. A new commit configures anew.
set(FV_VERSION ${PROJECT_VERSION})

function(git result)
  execute_process(COMMAND git -C ${CMAKE_SOURCE_DIR} ${ARGN} OUTPUT_VARIABLE said
    OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET RESULT_VARIABLE failed)
  if(failed)
    set(said "")
  endif()
  set(${result} "${said}" PARENT_SCOPE)
endfunction()

git(top rev-parse --show-toplevel)
if(top STREQUAL CMAKE_SOURCE_DIR)
  git(tagged describe --tags --match "v[0-9]*")
  git(commit rev-parse --short=8 HEAD)
  git(log rev-parse --path-format=absolute --git-path logs/HEAD)
  if(tagged)
    # v1.2.0-5-g0123abcd becomes 1.2.0+5.g0123abcd, which Debian and semantic versions order alike.
    string(REGEX REPLACE "^v" "" FV_VERSION ${tagged})
    string(REGEX REPLACE "-([0-9]+)-(g[0-9a-f]+)$" "+\\1.\\2" FV_VERSION ${FV_VERSION})
  elseif(commit)
    set(FV_VERSION ${PROJECT_VERSION}+g${commit})
  endif()
  if(EXISTS "${log}")
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${log})
  endif()
endif()
