/**
 * Which of several replicas works: the one that holds a Lease. Java Operator SDK elects; what is
 * here knows until when this process may believe that it leads, whatever stood still meanwhile.
 */
@NullMarked
package dev.pipelinestop.leadership;

import org.jspecify.annotations.NullMarked;
